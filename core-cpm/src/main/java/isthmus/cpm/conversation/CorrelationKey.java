package isthmus.cpm.conversation;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Identity;

/**
 * What identifies a conversation in a service that knows none: the service and the two parties (CPM
 * SD §5.3.2.1 NOTE 1).
 *
 * @param service name of the service, such as {@code sms}; not the instance, so that a thread
 *     survives a change of SMSC
 * @param cpmUser the CPM side
 * @param peer the other side, in the service's own address space
 */
public record CorrelationKey(String service, Identity cpmUser, Identity peer) {
  /** Checks the components. */
  public CorrelationKey {
    requireNonNull(service);
    requireNonNull(cpmUser);
    requireNonNull(peer);
  }
}
