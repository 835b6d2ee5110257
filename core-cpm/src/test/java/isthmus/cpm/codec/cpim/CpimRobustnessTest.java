package isthmus.cpm.codec.cpim;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.codec.cpim.CpimHeader.Extension;
import isthmus.cpm.codec.mime.MediaType;
import isthmus.cpm.codec.mime.MimeHeader;
import isthmus.cpm.codec.mime.MimePart;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.codec.mime.Vector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class CpimRobustnessTest {
  private final CpimCodec codec = new CpimCodec(CpimLimits.DEFAULT);

  /** Whether the bytes are a message; any message written must read back as the same. */
  private boolean isMessage(byte[] bytes) {
    CpimMessage message;
    try {
      message = codec.decode(Octets.wrap(bytes));
    } catch (CpimException e) {
      assertThat(e.line()).isNotNegative();
      return false;
    }
    Octets written = codec.encode(message);
    try {
      assertThat(codec.encode(codec.decode(written))).isEqualTo(written);
    } catch (CpimException e) {
      throw new AssertionError(
          "written but not readable: " + written.asString(StandardCharsets.ISO_8859_1), e);
    }
    return true;
  }

  @Test
  void aMessageCutAnywhereIsAMessageOrRefused() {
    for (Vector vector : CpimVectorsTest.good()) {
      byte[] whole = vector.wire("message").toByteArray();
      assertThat(isMessage(whole)).isTrue();
      for (int size = 0; size < whole.length; size++) {
        isMessage(Arrays.copyOf(whole, size));
      }
    }
  }

  @Test
  void mutatedMessagesAreMessagesOrRefused() {
    Random random = new Random(3);
    byte[] alphabet = "\r\n:;.,<>\"\\ \t=\0Aa1\u00ff\u00c3".getBytes(StandardCharsets.ISO_8859_1);
    List<byte[]> seeds =
        CpimVectorsTest.good().stream().map(v -> v.wire("message").toByteArray()).toList();
    int messages = 0;
    for (int i = 0; i < 40_000; i++) {
      byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
      for (int edits = random.nextInt(1, 6); edits > 0; edits--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextInt(4) == 0
                ? (byte) random.nextInt(256)
                : alphabet[random.nextInt(alphabet.length)];
      }
      messages += isMessage(bytes) ? 1 : 0;
    }
    assertThat(messages).isBetween(1_000, 39_999);
  }

  @Property
  void randomBytesAreAMessageOrRefused(@ForAll byte[] bytes) {
    isMessage(bytes);
  }

  @Property
  void anySubjectNameAndContentSurviveTheWire(
      @ForAll @NotEmpty String subject,
      @ForAll String name,
      @ForAll byte[] content,
      @ForAll @LongRange(min = -62_000_000_000_000L, max = 250_000_000_000_000L) long millis,
      @ForAll @IntRange(min = -1080, max = 1080) int offsetMinutes)
      throws CpimException {
    List<CpimHeader> headers = new ArrayList<>();
    headers.add(new CpimHeader.From(new CpimAddress(Optional.of(name), "sip:a@example.com")));
    headers.add(new CpimHeader.To(CpimAddress.ANONYMOUS));
    headers.add(
        new CpimHeader.DateTime(
            Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60))));
    headers.add(new CpimHeader.Subject(Optional.empty(), subject));
    CpimMessage message =
        new CpimMessage(
            headers,
            new MimePart(
                MediaType.of("application/octet-stream").withParameter("name", "a \"b\\"),
                List.of(new MimeHeader("Content-ID", "<1@x>")),
                Octets.of(content)));
    assertThat(codec.decode(codec.encode(message))).isEqualTo(message);
  }

  @Property
  void anyExtensionSurvivesTheWireInItsNamespace(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 3) Integer> choices)
      throws CpimException {
    String[] prefixes = {"a", "b", "a", "imdn"};
    String[] namespaces = {"urn:x:1", "urn:x:2", "urn:x:2", CpimName.IMDN};
    List<CpimHeader> headers = new ArrayList<>();
    headers.add(new CpimHeader.From(CpimAddress.ANONYMOUS));
    headers.add(new CpimHeader.To(CpimAddress.ANONYMOUS));
    for (int i = 0; i < choices.size(); i++) {
      int choice = choices.get(i);
      headers.add(new Extension(namespaces[choice], prefixes[choice], "H" + i, List.of(), "v" + i));
    }
    CpimMessage message = new CpimMessage(headers, MimePart.text(""));
    assertThat(codec.decode(codec.encode(message)).headers())
        .containsExactlyInAnyOrderElementsOf(headers);
  }

  @Property
  void anyInstantSurvivesItsText(
      @ForAll @LongRange(min = -62_000_000_000_000L, max = 250_000_000_000_000L) long millis) {
    Instant instant = Instant.ofEpochMilli(millis);
    String text = Rfc3339.format(instant.atOffset(ZoneOffset.UTC));
    assertThat(Rfc3339.parse(text).map(time -> time.toInstant())).contains(instant);
    assertThat(Instant.parse(text)).isEqualTo(instant);
  }
}
