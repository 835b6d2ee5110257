package isthmus.cpm.codec.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MediaTypeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/plain | text/plain",
        "TEXT/Plain;charset=UTF-8 | text/plain; charset=UTF-8",
        "text / plain ; Charset = \"utf-8\" ; | text/plain; charset=utf-8",
        "multipart/mixed; boundary=\"a;b \\\"c\\\"\" | multipart/mixed; boundary=\"a;b \\\"c\\\"\"",
        "text/plain;; =x; y; z=1 | text/plain; z=1",
        "text/plain; a=1; A=2 | text/plain; a=1",
        "application/vnd.oma.cpm-eventfw+xml | application/vnd.oma.cpm-eventfw+xml",
        "text/plain; x=\"open | text/plain; x=\"\\\"open\"",
        "text/plain; x= | text/plain; x=\"\"",
      })
  void aValueHasACanonicalForm(String value, String canonical) throws MimeException {
    assertThat(MediaType.parse(value)).hasToString(canonical);
    assertThat(MediaType.parse(canonical)).isEqualTo(MediaType.parse(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "text/", "/plain", "te xt/plain", "text/plain/x", ";a=b"})
  void whatHasNoTypeAndSubtypeIsRefused(String value) {
    assertThatThrownBy(() -> MediaType.parse(value)).isInstanceOf(MimeException.class);
  }

  @Test
  void aTypeIsComparedWithoutParametersAndCase() throws MimeException {
    MediaType type = MediaType.parse("Text/Plain; charset=us-ascii");
    assertThat(type.is("text/plain")).isTrue();
    assertThat(type.is("TEXT/PLAIN")).isTrue();
    assertThat(type.is("text/plainer")).isFalse();
    assertThat(type.is("text-plain")).isFalse();
    assertThat(type.hasType("text")).isTrue();
    assertThat(type.charset()).contains(StandardCharsets.US_ASCII);
    assertThat(type.parameter("CHARSET")).contains("us-ascii");
    assertThat(MediaType.TEXT_PLAIN.charset()).isEmpty();
  }

  @Property
  void anyTextIsAMediaTypeOrRefused(@ForAll String text) {
    try {
      MediaType type = MediaType.parse("a/b;" + text);
      assertThat(MediaType.parse(type.toString())).isEqualTo(type);
    } catch (MimeException e) {
      throw new AssertionError(e);
    }
    try {
      assertThat(MediaType.parse(text)).isNotNull();
    } catch (MimeException e) {
      assertThat(e.reason()).isEqualTo(MimeException.Reason.MEDIA_TYPE);
    }
  }
}
