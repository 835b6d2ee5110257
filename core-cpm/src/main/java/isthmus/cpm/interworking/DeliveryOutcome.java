package isthmus.cpm.interworking;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What came of one attempt. */
public sealed interface DeliveryOutcome {
  /** Parts that the peer has taken, by this attempt and earlier ones. */
  List<ExternalPart> parts();

  /** What more is to be expected of an accepted message. */
  enum Finality {
    /** A receipt will say what became of it. */
    AWAITS_RECEIPT,
    /** The answer itself says that the recipient has it. */
    DELIVERED,
    /** No more news will come. */
    NO_MORE_NEWS
  }

  /**
   * The peer took all of it.
   *
   * @param parts every part, numbered from 1
   * @param finality what more is to be expected
   */
  record Accepted(List<ExternalPart> parts, Finality finality) implements DeliveryOutcome {
    /** Checks the components and copies the list. */
    public Accepted {
      parts = List.copyOf(parts);
      requireNonNull(finality);
    }
  }

  /**
   * Another attempt may succeed.
   *
   * @param failure what happened
   * @param retryAfter not before this long; when empty the gateway's back-off applies
   * @param parts the parts that are through
   */
  record TemporaryFailure(Failure failure, Optional<Duration> retryAfter, List<ExternalPart> parts)
      implements DeliveryOutcome {
    /** Checks the components and copies the list. */
    public TemporaryFailure {
      requireNonNull(failure);
      requireNonNull(retryAfter);
      parts = List.copyOf(parts);
    }
  }

  /**
   * No attempt through this service will succeed.
   *
   * @param failure what happened
   * @param parts the parts that are through nevertheless
   */
  record PermanentFailure(Failure failure, List<ExternalPart> parts) implements DeliveryOutcome {
    /** Checks the components and copies the list. */
    public PermanentFailure {
      requireNonNull(failure);
      parts = List.copyOf(parts);
    }
  }
}
