package isthmus.cpm.disposition;

import java.util.EnumSet;
import java.util.Set;

/**
 * The notifications that a sender asked for.
 *
 * @param mask bits of {@link DispositionKind#bit()}
 */
public record DispositionRequest(int mask) {
  /** Nothing asked for. */
  public static final DispositionRequest NONE = new DispositionRequest(0);

  /** Checks the mask. */
  public DispositionRequest {
    if (mask < 0 || mask > 31) {
      throw new IllegalArgumentException("disposition mask must be 0 to 31, is " + mask);
    }
  }

  /** A request for these kinds. */
  public static DispositionRequest of(Set<DispositionKind> kinds) {
    int mask = 0;
    for (DispositionKind kind : kinds) {
      mask |= kind.bit();
    }
    return new DispositionRequest(mask);
  }

  /** True when this kind was asked for. */
  public boolean wants(DispositionKind kind) {
    return (mask & kind.bit()) != 0;
  }

  /** True when a positive or a negative delivery notification was asked for. */
  public boolean wantsDelivery() {
    return wants(DispositionKind.POSITIVE_DELIVERY) || wants(DispositionKind.NEGATIVE_DELIVERY);
  }

  /** The kinds asked for. */
  public Set<DispositionKind> kinds() {
    EnumSet<DispositionKind> kinds = EnumSet.noneOf(DispositionKind.class);
    for (DispositionKind kind : DispositionKind.values()) {
      if (wants(kind)) {
        kinds.add(kind);
      }
    }
    return kinds;
  }
}
