package isthmus.cpm.codec.imdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.codec.imdn.ImdnNotification.Delivery;
import isthmus.cpm.codec.imdn.ImdnNotification.Display;
import isthmus.cpm.codec.imdn.ImdnNotification.Interworking;
import isthmus.cpm.codec.imdn.ImdnNotification.Processing;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.codec.mime.Vector;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ImdnCodecTest {
  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-01-05T10:15:30.123Z");

  private final ImdnCodec codec = new ImdnCodec(ImdnLimits.DEFAULT);

  static Stream<ImdnNotification> notifications() {
    return Stream.of(
            Delivery.values(), Display.values(), Processing.values(), Interworking.values())
        .flatMap(Arrays::stream);
  }

  @ParameterizedTest
  @MethodSource("notifications")
  void everyStatusOfEveryClassSurvivesTheWire(ImdnNotification notification) throws ImdnException {
    Imdn imdn = Imdn.of("m1", TIME, "tel:+15550100002", notification);
    assertThat(codec.read(codec.write(imdn))).isEqualTo(imdn);
  }

  @Property
  void anyTextXmlCanHoldSurvivesTheWire(@ForAll @NotBlank String subject) throws ImdnException {
    Imdn imdn =
        new Imdn(
            "a&<>\"'b",
            Optional.of(TIME),
            Optional.of("sip:a@x?b&c"),
            Optional.of("sip:d@x"),
            Optional.of(subject),
            Optional.of(Delivery.DELIVERED));
    Imdn again = codec.read(codec.write(imdn));
    assertThat(again.messageId()).isEqualTo(imdn.messageId());
    assertThat(again.recipientUri()).isEqualTo(imdn.recipientUri());
    boolean plain = subject.chars().allMatch(c -> c >= ' ' && c < 0xD800);
    if (plain && !subject.strip().isEmpty()) {
      assertThat(again.subject()).contains(subject.strip());
    }
  }

  private boolean isImdn(byte[] bytes) {
    try {
      Imdn imdn = codec.read(Octets.wrap(bytes));
      assertThat(codec.read(codec.write(imdn)).messageId()).isEqualTo(imdn.messageId());
      return true;
    } catch (ImdnException e) {
      assertThat(e.line()).isNotNegative();
      return false;
    }
  }

  @Test
  void aNotificationCutAnywhereIsRefused() {
    for (Vector vector : ImdnVectorsTest.good()) {
      byte[] whole = vector.wire("xml").toByteArray();
      int end = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf('>');
      for (int size = 0; size <= end; size++) {
        assertThat(isImdn(Arrays.copyOf(whole, size))).isFalse();
      }
      assertThat(isImdn(whole)).isTrue();
    }
  }

  @Test
  void mutatedNotificationsAreNotificationsOrRefused() {
    Random random = new Random(5);
    byte[] alphabet = "<>/&;:!?-[]=\"' \r\n\0dx\u00ff\u00c3".getBytes(StandardCharsets.ISO_8859_1);
    List<byte[]> seeds =
        Stream.concat(ImdnVectorsTest.good().stream(), ImdnVectorsTest.bad().stream())
            .map(vector -> vector.wire("xml").toByteArray())
            .filter(bytes -> bytes.length > 0)
            .toList();
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
      for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextInt(4) == 0
                ? (byte) random.nextInt(256)
                : alphabet[random.nextInt(alphabet.length)];
      }
      read += isImdn(bytes) ? 1 : 0;
    }
    assertThat(read).isBetween(100, 19_999);
  }

  @Property
  void randomBytesAreRefused(@ForAll byte[] bytes) {
    assertThat(isImdn(bytes)).isFalse();
  }

  @Test
  void otherEncodingsAreRead() throws ImdnException {
    String xml =
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><imdn><message-id>\u00e9</message-id></imdn>";
    assertThat(codec.read(Octets.of(xml.getBytes(StandardCharsets.UTF_16))).messageId())
        .isEqualTo("\u00e9");
  }

  @Test
  void tooManyOctetsAreRefused() {
    ImdnCodec small = new ImdnCodec(new ImdnLimits(100, 8, 8, 8));
    assertThatThrownBy(() -> small.read(Octets.wrap(new byte[101])))
        .isInstanceOf(ImdnException.class)
        .hasMessageContaining("100");
  }

  @Test
  void oneCodecServesManyThreads() throws Exception {
    List<Vector> vectors = ImdnVectorsTest.good();
    Callable<Integer> work =
        () -> {
          int right = 0;
          for (int i = 0; i < 200; i++) {
            Vector vector = vectors.get(i % vectors.size());
            String written =
                codec.write(codec.read(vector.wire("xml"))).asString(StandardCharsets.UTF_8);
            right += written.equals(vector.text("canonical")) ? 1 : 0;
          }
          return right;
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> result : threads.invokeAll(List.of(work, work, work, work))) {
        assertThat(result.get()).isEqualTo(200);
      }
    }
  }
}
