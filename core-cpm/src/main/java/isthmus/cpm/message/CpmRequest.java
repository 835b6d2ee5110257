package isthmus.cpm.message;

import isthmus.cpm.address.Address;
import isthmus.cpm.conversation.Threading;

/** A request that the CPM functions route: to CPM clients or, interworked, to another service. */
public sealed interface CpmRequest permits StandaloneMessage, DispositionNotification {
  /** Who sends it. */
  Address originator();

  /** Whom it is for. */
  Address recipient();

  /** Where it stands in a conversation. */
  Threading threading();
}
