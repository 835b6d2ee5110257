package isthmus.sms.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.sms.text.SmsFormatException;
import isthmus.sms.text.Vectors;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExternalIdTest {
  static Stream<List<String>> pairs() {
    return Vectors.read(ExternalIdTest.class, "external-ids.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void idsMatchAsTheVectorsSay(List<String> row) {
    ExternalIdMatcher matcher =
        new ExternalIdMatcher(MessageIdForm.valueOf(row.get(0)), MessageIdForm.valueOf(row.get(1)));
    boolean matches = matcher.matches(ExternalId.of(row.get(2)), ExternalId.of(row.get(3)));
    assertEquals(row.get(4), matches ? "yes" : "no", row.get(5));
    assertTrue(matcher.candidates(ExternalId.of(row.get(3))).size() <= 3);
  }

  @Test
  void theIdAsItStandsIsTriedFirst() {
    assertEquals(
        List.of("500", "1f4", "1280"),
        ExternalIdMatcher.UNKNOWN_FORMS.candidates(ExternalId.of("0000000500")));
    assertEquals(
        List.of("1f4", "500"), ExternalIdMatcher.UNKNOWN_FORMS.candidates(ExternalId.of("1F4")));
    assertEquals(List.of("5"), ExternalIdMatcher.UNKNOWN_FORMS.candidates(ExternalId.of("5")));
  }

  @Test
  void whatTheJsmppSimulatorAnswersIsFoundForEveryNumber() {
    Random random = new Random(5);
    for (int i = 0; i < 1_000; i++) {
      long number = random.nextLong();
      ExternalId submit = ExternalId.of(Long.toHexString(number));
      ExternalId receipt = ExternalId.of(Long.toUnsignedString(number));
      assertTrue(ExternalIdMatcher.UNKNOWN_FORMS.matches(submit, receipt));
      assertTrue(ExternalIdMatcher.UNKNOWN_FORMS.matches(receipt, submit));
    }
  }

  @Test
  void theRawIdIsKept() {
    assertEquals("00ABC", ExternalId.of("00ABC").raw());
    assertEquals("abc", ExternalId.of("00ABC").canonical());
    assertEquals("0", ExternalId.of("0000").canonical());
    assertThrows(SmsFormatException.class, () -> ExternalId.of("  "));
    assertThrows(SmsFormatException.class, () -> new ExternalId("A", "b"));
  }
}
