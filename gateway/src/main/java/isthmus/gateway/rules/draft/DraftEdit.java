package isthmus.gateway.rules.draft;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * Operations that were done together.
 *
 * @param revision of the draft afterwards
 */
public record DraftEdit(long revision, String who, Instant at, List<DraftOp> ops) {
  /** Copies the operations. */
  public DraftEdit {
    requireNonNull(who);
    requireNonNull(at);
    ops = List.copyOf(ops);
  }
}
