package isthmus.cpm.codec.cpim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.codec.mime.Vector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CpimVectorsTest {
  private final CpimCodec codec = new CpimCodec(CpimLimits.DEFAULT);

  static List<Vector> good() {
    return Vector.all("/cpim", "good-");
  }

  static List<Vector> bad() {
    return Vector.all("/cpim", "bad-");
  }

  @ParameterizedTest
  @MethodSource("good")
  void aGoodMessageIsWrittenCanonically(Vector vector) throws CpimException {
    Octets written = codec.encode(codec.decode(vector.wire("message")));
    assertThat(text(written)).isEqualTo(vector.text("canonical").replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @MethodSource("good")
  void theCanonicalFormReadsAsItselfAgain(Vector vector) throws CpimException {
    Octets written = codec.encode(codec.decode(vector.wire("message")));
    CpimMessage again = codec.decode(written);
    assertThat(codec.encode(again)).isEqualTo(written);
    assertThat(codec.decode(codec.encode(again))).isEqualTo(again);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aBadMessageIsRefusedWithReasonAndLine(Vector vector) {
    CpimException fault =
        catchThrowableOfType(CpimException.class, () -> codec.decode(vector.wire("message")));
    assertThat(fault).isNotNull();
    assertThat(fault.reason() + " " + fault.line()).isEqualTo(vector.text("fault"));
  }

  private static String text(Octets octets) {
    return octets.asString(StandardCharsets.UTF_8);
  }
}
