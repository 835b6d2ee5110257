package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Treatment;
import isthmus.cpm.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What the Interworking Selection Function came to, in the words of the pipeline. */
public sealed interface Selected {
  /** The selection in the compact form that {@code trace} expands; empty when none was made. */
  String why();

  /**
   * A service was chosen.
   *
   * @param treatment what is laid down for the delivery
   * @param validity how long the message may be tried at most
   * @param address whom it reaches, when that is not whom it was to reach: replies come from there
   */
  record Service(
      DeliveryTarget.ToService target,
      String why,
      Treatment treatment,
      Optional<Duration> validity,
      Optional<Address> address)
      implements Selected {
    /** Checks the components. */
    public Service {
      requireNonNull(target);
      requireNonNull(why);
      requireNonNull(treatment);
      requireNonNull(validity);
      requireNonNull(address);
    }

    /** Whom it reaches that was to reach somebody. */
    Address reached(Address wanted) {
      return address.orElse(wanted);
    }

    /** When a delivery ends that would end at {@code wanted}. */
    Instant expires(Instant wanted, Instant now) {
      return validity.map(now::plus).filter(end -> end.isBefore(wanted)).orElse(wanted);
    }

    /** The same with the decision that led to it. */
    Service because(String decision) {
      return new Service(target, Why.of(decision, why), treatment, validity, address);
    }

    /** A service for which nothing out of the ordinary is laid down. */
    public Service(DeliveryTarget.ToService target, String why) {
      this(target, why, Treatment.NONE, Optional.empty(), Optional.empty());
    }
  }

  /**
   * No service is feasible, or the request must be rejected.
   *
   * @param status the SIP status that the policy table wants, when it rejects
   */
  record None(Failure failure, String why, OptionalInt status) implements Selected {
    /** Checks the components. */
    public None {
      requireNonNull(failure);
      requireNonNull(why);
      requireNonNull(status);
    }

    /** Without a word of the policy table. */
    public None(Failure failure, String why) {
      this(failure, why, OptionalInt.empty());
    }
  }
}
