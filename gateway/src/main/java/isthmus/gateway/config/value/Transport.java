package isthmus.gateway.config.value;

/** What carries a protocol. */
public enum Transport {
  /** Datagrams. */
  UDP,
  /** A byte stream in clear. */
  TCP,
  /** A byte stream over TLS. */
  TLS;

  /** Whether a listener of this transport takes the same kind of port as one of the other. */
  public boolean sharesPortsWith(Transport other) {
    return (this == UDP) == (other == UDP);
  }
}
