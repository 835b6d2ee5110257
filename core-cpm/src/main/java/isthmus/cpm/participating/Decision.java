package isthmus.cpm.participating;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.failure.Failure;

/** What the interworking decision came to, and why (CPM SD §5.3.1.1). */
public sealed interface Decision {
  /** One clause for people and for {@code trace}. */
  String because();

  /**
   * Deliver inside CPM.
   *
   * @param target to the clients that are registered here, or to the core
   */
  record DeliverInCpm(DeliveryTarget target, String because) implements Decision {
    /** Checks the components. */
    public DeliverInCpm {
      requireNonNull(target);
      requireNonNull(because);
    }
  }

  /** Keep until a client of the user registers (CPM SD §5.2.5.2). */
  record Defer(Address user, String because) implements Decision {
    /** Checks the components. */
    public Defer {
      requireNonNull(user);
      requireNonNull(because);
    }
  }

  /**
   * Hand to the Interworking Selection Function.
   *
   * @param recipient whom to reach outside CPM: the address written to, or the one that the
   *     target's preferences name
   */
  record Interwork(InterworkingReason reason, Address recipient, String because)
      implements Decision {
    /** Checks the components. */
    public Interwork {
      requireNonNull(reason);
      requireNonNull(recipient);
      requireNonNull(because);
    }
  }

  /** Answer with an error. */
  record Reject(Failure failure, String because) implements Decision {
    /** Checks the components. */
    public Reject {
      requireNonNull(failure);
      requireNonNull(because);
    }
  }
}
