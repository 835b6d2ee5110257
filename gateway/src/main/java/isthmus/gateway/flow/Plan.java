package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.store.MessageStore.CorrelationUpdate;
import java.util.Optional;
import java.util.OptionalInt;

/** What is to be done with a draft, decided and selected. */
public sealed interface Plan {
  /** The draft. */
  Draft draft();

  /**
   * Write it and deliver it.
   *
   * @param delivery what is to be done
   * @param correlation the conversation that it keeps alive in a service
   */
  record Accept(Draft draft, Delivery delivery, Optional<CorrelationUpdate> correlation)
      implements Plan {
    /** Checks the components. */
    public Accept {
      requireNonNull(draft);
      requireNonNull(delivery);
      requireNonNull(correlation);
    }
  }

  /**
   * Refuse it.
   *
   * @param status the SIP status that the policy table wants; else that of the failure
   */
  record Refuse(Draft draft, Failure failure, OptionalInt status) implements Plan {
    /** Checks the components. */
    public Refuse {
      requireNonNull(draft);
      requireNonNull(failure);
      requireNonNull(status);
    }
  }
}
