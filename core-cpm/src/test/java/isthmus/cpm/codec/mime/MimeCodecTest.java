package isthmus.cpm.codec.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import isthmus.cpm.codec.mime.MimeException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class MimeCodecTest {
  private final MimeCodec codec = new MimeCodec(MimeLimits.DEFAULT);

  private static MimePart mixed(String body) {
    return MimePart.of(
        MediaType.of("multipart/mixed").withParameter("boundary", "b1"),
        Octets.utf8(body.replace("\n", "\r\n")));
  }

  private Reason refusal(MimePart multipart) {
    MimeException fault =
        catchThrowableOfType(MimeException.class, () -> codec.decodeMultipart(multipart));
    assertThat(fault).isNotNull();
    return fault.reason();
  }

  private static List<String> texts(List<MimePart> parts) {
    return parts.stream().map(MimePart::asText).toList();
  }

  @Test
  void preambleAndEpilogueAreNoParts() throws MimeException {
    List<MimePart> parts =
        codec.decodeMultipart(
            mixed("before\n--b1\nContent-Type: text/html\n\none\n--b1  \n\ntwo\n\n--b1--\nafter"));
    assertThat(texts(parts)).containsExactly("one", "two\r\n");
    assertThat(parts.getFirst().mediaType().is("text/html")).isTrue();
    assertThat(parts.get(1).mediaType()).isEqualTo(MediaType.TEXT_PLAIN);
  }

  @Test
  void aMissingClosingDelimiterEndsTheLastPart() throws MimeException {
    assertThat(texts(codec.decodeMultipart(mixed("--b1\n\none\n--b1\n\ntwo"))))
        .containsExactly("one", "two");
  }

  @Test
  void aLongerBoundaryIsAnotherBoundary() throws MimeException {
    assertThat(texts(codec.decodeMultipart(mixed("--b1\n\none\n--b12\n--b1--"))))
        .containsExactly("one\r\n--b12");
  }

  @Test
  void anEmptyMultipartHasNoParts() throws MimeException {
    assertThat(codec.decodeMultipart(mixed("--b1--\n"))).isEmpty();
  }

  @Test
  void aMultipartWithoutItsBoundaryIsRefused() {
    assertThat(refusal(mixed("no boundary here"))).isEqualTo(Reason.BOUNDARY);
    assertThat(refusal(MimePart.of(MediaType.of("multipart/mixed"), Octets.utf8("--\n"))))
        .isEqualTo(Reason.BOUNDARY);
  }

  @Test
  void theNumberOfPartsIsLimited() {
    assertThat(refusal(mixed("--b1\n\nx\n".repeat(1025) + "--b1--")))
        .isEqualTo(Reason.TOO_MANY_PARTS);
  }

  @Property
  void anyPartsSurviveAMultipart(@ForAll @Size(max = 5) List<byte[]> contents)
      throws MimeException {
    List<MimePart> parts =
        contents.stream()
            .map(bytes -> MimePart.of(MediaType.of("application/octet-stream"), Octets.of(bytes)))
            .toList();
    MimePart whole = codec.encodeMultipart(mixed(""), "b1", parts);
    assertThat(codec.decodeMultipart(codec.decode(codec.encode(whole)))).isEqualTo(parts);
  }

  @Test
  void aBoundaryThatOccursInAPartIsReplaced() throws MimeException {
    List<MimePart> parts = List.of(MimePart.text("x\r\n--b1\r\ny"), MimePart.text("--b1-1"));
    MimePart whole = codec.encodeMultipart(mixed(""), "b1", parts);
    assertThat(whole.mediaType().parameter("boundary")).contains("b1-2");
    assertThat(codec.decodeMultipart(whole)).isEqualTo(parts);
  }

  @Property
  void randomBytesAreAMultipartOrRefused(@ForAll byte[] noise, @ForAll byte[] more) {
    String body =
        "--b1\n"
            + new String(noise, StandardCharsets.ISO_8859_1)
            + "\n--b1\n"
            + new String(more, StandardCharsets.ISO_8859_1);
    try {
      assertThat(codec.decodeMultipart(mixed(body))).isNotNull();
    } catch (MimeException e) {
      assertThat(e.reason()).isNotEqualTo(Reason.BOUNDARY);
    }
  }

  @Test
  void textIsReadInItsDeclaredCharacterSet() {
    Octets latin = Octets.of("caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    MediaType type = MediaType.TEXT_PLAIN.withParameter("charset", "ISO-8859-1");
    assertThat(MimePart.of(type, latin).asText()).isEqualTo("caf\u00e9");
    MediaType unknown = MediaType.TEXT_PLAIN.withParameter("charset", "x-nobody's");
    assertThat(MimePart.of(unknown, Octets.utf8("\u00e9")).asText()).isEqualTo("\u00e9");
  }
}
