package isthmus.gateway.flow;

import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.interworking.LegacyReceipt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Parts that a peer has taken and that are being written. A quick peer's receipt comes before they
 * are on disk; it waits for that write instead of being kept unmatched, which costs far more. A
 * receipt that comes by another node, or before we saw the answer, is still kept by the store.
 */
public final class PartsUnderWay {
  private final Map<String, CompletableFuture<Void>> writes = new ConcurrentHashMap<>();

  /** These parts are about to be written; call {@link Write#ended} when that is over. */
  Write begin(List<ExternalPart> parts) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    for (ExternalPart part : parts) {
      writes.put(key(part.peer(), part.externalId()), end);
    }
    return () -> {
      for (ExternalPart part : parts) {
        writes.remove(key(part.peer(), part.externalId()), end);
      }
      end.complete(null);
    };
  }

  /** The write that a receipt should wait for; it never fails. */
  Optional<CompletionStage<Void>> writeBefore(LegacyReceipt receipt) {
    if (writes.isEmpty()) {
      return Optional.empty();
    }
    for (String candidate : receipt.candidates()) {
      CompletableFuture<Void> write = writes.get(key(receipt.peer(), candidate));
      if (write != null) {
        return Optional.of(write);
      }
    }
    return Optional.empty();
  }

  /** How many parts are being written. */
  int size() {
    return writes.size();
  }

  private static String key(String peer, String externalId) {
    return peer + '\n' + externalId;
  }

  /** A write under way. */
  @FunctionalInterface
  interface Write {
    /** It succeeded or failed; either way nobody waits for it any longer. */
    void ended();
  }
}
