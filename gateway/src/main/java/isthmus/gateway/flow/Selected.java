package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.failure.Failure;

/** What the Interworking Selection Function came to, in the words of the pipeline. */
public sealed interface Selected {
  /** The selection in the compact form that {@code trace} expands; empty when none was made. */
  String why();

  /** A service was chosen. */
  record Service(DeliveryTarget.ToService target, String why) implements Selected {
    /** Checks the components. */
    public Service {
      requireNonNull(target);
      requireNonNull(why);
    }
  }

  /** No service is feasible, or the request must be rejected. */
  record None(Failure failure, String why) implements Selected {
    /** Checks the components. */
    public None {
      requireNonNull(failure);
      requireNonNull(why);
    }
  }
}
