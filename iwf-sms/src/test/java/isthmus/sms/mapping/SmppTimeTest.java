package isthmus.sms.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import isthmus.sms.text.SmsFormatException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmppTimeTest {
  private static final Instant NOW = Instant.parse("2026-03-15T10:20:30Z");

  @ParameterizedTest
  @CsvSource({
    "250101000000000+, 2025-01-01T00:00:00Z",
    "260315102030000+, 2026-03-15T10:20:30Z",
    "260315102030504+, 2026-03-15T09:20:30.500Z",
    "260315102030022-, 2026-03-15T15:50:30Z",
    "000002000000000R, 2026-03-17T10:20:30Z",
    "000001000000000R, 2026-03-16T10:20:30Z",
    "010100013000000R, 2027-04-15T11:50:30Z",
    "000000000001000R, 2026-03-15T10:20:31Z"
  })
  void fieldsAreRead(String field, Instant expected) {
    assertEquals(expected, SmppTime.parse(field).orElseThrow().resolve(NOW));
  }

  @Test
  void anEmptyFieldLeavesItToTheSmsc() {
    assertEquals(Optional.empty(), SmppTime.parse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "260315102030000",
        "260315102030000*",
        "261315102030000+",
        "260315102030099+",
        "26031510203000xR"
      })
  void nonsenseIsRefused(String field) {
    assertThrows(SmsFormatException.class, () -> SmppTime.parse(field));
  }

  @Test
  void fieldsAreWritten() {
    assertEquals("260315102030000+", new SmppTime.Absolute(NOW).encode());
    assertEquals("000002000000000R", SmppTime.relative(Duration.ofDays(2)).encode());
    assertEquals("000001013005000R", SmppTime.relative(Duration.parse("P1DT1H30M5S")).encode());
    assertEquals("000030000000000R", SmppTime.relative(Duration.ofDays(30)).encode());
    assertThrows(SmsFormatException.class, () -> SmppTime.relative(Duration.ofDays(31)));
    assertThrows(SmsFormatException.class, () -> SmppTime.relative(Duration.ZERO));
  }

  @Test
  void whatIsWrittenIsRead() {
    for (int seconds = 1; seconds < 2_000_000; seconds += 7_919) {
      Instant then = NOW.plusSeconds(seconds);
      assertEquals(
          then, SmppTime.parse(new SmppTime.Absolute(then).encode()).orElseThrow().resolve(NOW));
      String relative = SmppTime.relative(Duration.ofSeconds(seconds)).encode();
      assertEquals(then, SmppTime.parse(relative).orElseThrow().resolve(NOW));
    }
  }

  @Test
  void validityFollowsThePeer() {
    Instant tomorrow = NOW.plus(Duration.ofDays(1));
    Instant nextYear = NOW.plus(Duration.ofDays(365));
    assertEquals("000001000000000R", ValidityPolicy.STANDARD.field(NOW, tomorrow));
    assertEquals("000003000000000R", ValidityPolicy.STANDARD.field(NOW, nextYear));
    assertEquals("000000000001000R", ValidityPolicy.STANDARD.field(NOW, NOW.minusSeconds(5)));
    ValidityPolicy absolute =
        new ValidityPolicy(ValidityPolicy.Form.ABSOLUTE, Duration.ofDays(400));
    assertEquals("270315102030000+", absolute.field(NOW, nextYear));
    ValidityPolicy relative =
        new ValidityPolicy(ValidityPolicy.Form.RELATIVE, Duration.ofDays(400));
    assertEquals("000030000000000R", relative.field(NOW, nextYear));
    assertEquals(
        "", new ValidityPolicy(ValidityPolicy.Form.NONE, Duration.ofDays(1)).field(NOW, tomorrow));
    assertThrows(
        SmsFormatException.class,
        () -> new ValidityPolicy(ValidityPolicy.Form.NONE, Duration.ZERO));
  }
}
