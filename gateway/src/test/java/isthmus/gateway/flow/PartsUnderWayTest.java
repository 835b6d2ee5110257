package isthmus.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.interworking.LegacyReceipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PartsUnderWayTest {
  private static final Instant NOW = Instant.parse("2026-03-15T10:20:30Z");

  private final PartsUnderWay parts = new PartsUnderWay();

  @Test
  void aReceiptWaitsForTheWriteOfItsPart() {
    PartsUnderWay.Write write = parts.begin(List.of(part("s1", "1f4"), part("s1", "1f5")));
    Optional<CompletionStage<Void>> before = parts.writeBefore(receipt("s1", "500", "1f5"));

    assertThat(before).isPresent();
    assertThat(before.get().toCompletableFuture()).isNotDone();
    write.ended();
    assertThat(before.get().toCompletableFuture()).isCompleted();
  }

  @Test
  void aReceiptOfAnotherPeerOrPartWaitsForNothing() {
    PartsUnderWay.Write write = parts.begin(List.of(part("s1", "1f4")));

    assertThat(parts.writeBefore(receipt("s2", "1f4"))).isEmpty();
    assertThat(parts.writeBefore(receipt("s1", "1f6"))).isEmpty();
    write.ended();
  }

  @Test
  void nothingIsHeldAfterTheWrite() {
    parts.begin(List.of(part("s1", "1f4"), part("s1", "1f5"))).ended();

    assertThat(parts.size()).isZero();
    assertThat(parts.writeBefore(receipt("s1", "1f4"))).isEmpty();
  }

  @Test
  void anIdUsedAgainBelongsToTheLaterWrite() {
    PartsUnderWay.Write first = parts.begin(List.of(part("s1", "7")));
    PartsUnderWay.Write second = parts.begin(List.of(part("s1", "7")));
    first.ended();

    assertThat(parts.writeBefore(receipt("s1", "7"))).isPresent();
    second.ended();
    assertThat(parts.size()).isZero();
  }

  private static ExternalPart part(String peer, String id) {
    return new ExternalPart(1, 1, peer, id, id, NOW);
  }

  private static LegacyReceipt receipt(String peer, String... candidates) {
    return new LegacyReceipt(
        peer, List.of(candidates), Optional.empty(), NOW, "DELIVRD", Optional.empty());
  }
}
