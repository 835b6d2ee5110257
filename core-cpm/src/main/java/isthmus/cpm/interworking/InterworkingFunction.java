package isthmus.cpm.interworking;

import isthmus.cpm.address.Address;
import isthmus.cpm.message.Content;
import java.util.List;
import java.util.Map;

/**
 * One Non-CPM Communication Service: converts CPM requests for it and executes them, and hands what
 * comes from it to the gateway (CPM SD §5.3.1.3, §5.3.2).
 *
 * <p>Thread rule: every method may be called from any thread at any time between {@link #start} and
 * {@link #close}; none may block on a peer.
 */
public interface InterworkingFunction extends AutoCloseable {
  /** The name that the columns of the routing table and service identifiers use: {@code sms}. */
  String service();

  /** Opens links and listeners; returns at once, links come up on their own. */
  void start();

  /**
   * Says whether and how this service can reach a recipient (CPM SD §5.3.1.2 NOTE 1).
   *
   * @return the address in the service's own form, or why there is none
   */
  AddressCheck addressOf(Address recipient);

  /** Says whether this originator has, or can be given, an address here that replies reach. */
  AddressCheck originatorAddressOf(Address originator);

  /**
   * Facts about a content that only this service can count, by criterion name, such as {@code
   * segments}; the selection compares them with limits of the routing table.
   */
  Map<String, Long> measure(Content content);

  /**
   * Converts and submits one message to one recipient.
   *
   * @param outcomes is told the outcome exactly once, soon or late, on any thread
   */
  void submit(OutboundMessage message, OutcomeSink outcomes);

  /**
   * Converts and submits one disposition notification about a message that came from this service.
   *
   * @param outcomes is told the outcome exactly once
   */
  void notify(OutboundDisposition disposition, OutcomeSink outcomes);

  /** The links to peers and their state, for health, metrics and the console. */
  List<LinkStatus> links();

  /** What could not be read lately, newest first, bounded; at once, from memory. */
  default List<Remark> remarks() {
    return List.of();
  }

  /** Stops taking work, drains what is under way for a bounded time, closes links. */
  @Override
  void close();

  /** Takes an outcome. */
  @FunctionalInterface
  interface OutcomeSink {
    /** Called exactly once. */
    void outcome(DeliveryOutcome outcome);
  }

  /** Makes an interworking function; found with {@link java.util.ServiceLoader}. */
  interface Provider {
    /** The service that it makes a function for. */
    String service();

    /**
     * Makes it, not started.
     *
     * @param settings the configuration section of the service: strings, numbers, booleans, lists
     *     and maps
     * @throws IllegalArgumentException with key and reason when a setting is wrong
     */
    InterworkingFunction create(Map<String, Object> settings, InterworkingInbound inbound);
  }
}
