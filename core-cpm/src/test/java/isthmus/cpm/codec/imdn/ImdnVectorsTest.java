package isthmus.cpm.codec.imdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.codec.mime.Vector;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class ImdnVectorsTest {
  private final ImdnCodec codec = new ImdnCodec(ImdnLimits.DEFAULT);

  static List<Vector> good() {
    return Vector.all("/imdn", "good-");
  }

  static List<Vector> bad() {
    return Vector.all("/imdn", "bad-");
  }

  @ParameterizedTest
  @MethodSource("good")
  void aGoodNotificationIsWrittenCanonically(Vector vector) throws ImdnException {
    Octets written = codec.write(codec.read(vector.wire("xml")));
    assertThat(written.asString(StandardCharsets.UTF_8)).isEqualTo(vector.text("canonical"));
    assertThat(codec.write(codec.read(written))).isEqualTo(written);
  }

  @ParameterizedTest
  @MethodSource("good")
  void whatIsWrittenIsNamespaceWellFormed(Vector vector) throws Exception {
    Octets written = codec.write(codec.read(vector.wire("xml")));
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    Document document =
        factory
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(written.asString(StandardCharsets.UTF_8))));
    assertThat(document.getDocumentElement().getNamespaceURI())
        .isEqualTo("urn:ietf:params:xml:ns:imdn");
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aBadNotificationIsRefusedWithItsReason(Vector vector) {
    ImdnException fault =
        catchThrowableOfType(ImdnException.class, () -> codec.read(vector.wire("xml")));
    assertThat(fault).isNotNull();
    assertThat(fault.reason().name()).isEqualTo(vector.text("fault"));
  }
}
