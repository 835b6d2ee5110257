package isthmus.cpm.sip;

import java.util.function.Consumer;

/** The transports as client transactions see them. Safe for any thread. */
interface Wires {
  /** Whether requests can be sent by a transport at all. */
  boolean reaches(Transport transport);

  /** The host and port for our Via. */
  String sentBy(Transport transport);

  /** Sends bytes; a failure is reported at most once, at once or later, from any thread. */
  void send(Hop hop, byte[] octets, Consumer<String> onFailure);
}
