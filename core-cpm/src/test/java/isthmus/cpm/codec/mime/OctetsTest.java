package isthmus.cpm.codec.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OctetsTest {
  private final Octets hello = Octets.utf8("hello world");

  @Test
  void equalContentIsEqualWhereverItWasCut() {
    Octets slice = hello.slice(6, 11);
    assertThat(slice).isEqualTo(Octets.utf8("world")).hasSameHashCodeAs(Octets.utf8("world"));
    assertThat(slice).isNotEqualTo(hello).isNotEqualTo(Octets.utf8("worle"));
    assertThat(slice.slice(1).slice(0, 2)).isEqualTo(Octets.utf8("or"));
    assertThat(slice.compact()).isEqualTo(slice);
  }

  @Test
  void neitherTheSourceNorACopyCanChangeIt() {
    byte[] source = {1, 2};
    Octets octets = Octets.of(source);
    source[0] = 9;
    octets.toByteArray()[1] = 9;
    assertThat(octets.toByteArray()).containsExactly(1, 2);
    assertThat(octets.asByteBuffer().isReadOnly()).isTrue();
  }

  @Test
  void aSliceKnowsItsOwnIndexes() throws IOException {
    Octets slice = hello.slice(6);
    assertThat(slice.indexOf((byte) 'o', 0)).isEqualTo(1);
    assertThat(slice.indexOf((byte) 'h', 0)).isEqualTo(-1);
    assertThat(slice.at(0)).isEqualTo((byte) 'w');
    assertThat(slice.asByteBuffer().remaining()).isEqualTo(5);
    assertThat(slice.asInputStream().readAllBytes()).isEqualTo(slice.toByteArray());
    assertThat(slice.asString(1, 3, StandardCharsets.US_ASCII)).isEqualTo("or");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    slice.writeTo(out);
    assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("world");
  }

  @Test
  void whatLiesOutsideIsRefused() {
    Octets slice = hello.slice(0, 5);
    assertThatThrownBy(() -> slice.at(5)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.slice(2, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(slice.startsWith(4, Octets.utf8("o w"))).isFalse();
    assertThat(slice.startsWith(Octets.utf8("he"))).isTrue();
    assertThat(slice.startsWith(-1, Octets.empty())).isFalse();
  }

  @Test
  void hexadecimalDigitsAndPartsMakeOctets() {
    Octets octets = Octets.ofHex("00 7f\n80FF");
    assertThat(octets).isEqualTo(Octets.of((byte) 0, (byte) 0x7f, (byte) 0x80, (byte) 0xff));
    assertThat(octets.slice(1).toHex()).isEqualTo("7f80ff");
    assertThat(octets.unsigned(3)).isEqualTo(0xff);
    assertThat(octets.slice(2).unsigned(0)).isEqualTo(0x80);
    assertThat(Octets.join(List.of(octets.slice(2), Octets.empty(), octets.slice(0, 1))))
        .isEqualTo(Octets.ofHex("80ff00"));
    assertThat(Octets.join(List.of())).isEqualTo(Octets.empty());
    assertThatThrownBy(() -> Octets.ofHex("0g")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Octets.ofHex("123")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itsTextFormDoesNotTellItsContent() {
    assertThat(hello).hasToString("Octets[11]");
  }
}
