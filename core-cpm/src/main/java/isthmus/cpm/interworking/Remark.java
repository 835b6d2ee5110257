package isthmus.cpm.interworking;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Something from a peer that a function could make no sense of, kept for the operator.
 *
 * @param service name of the service
 * @param peer name of the link or account
 * @param at when it came
 * @param what what is wrong with it, one line without a user's text
 * @param detail what came, in hexadecimal; it may hold a user's text, so it is for an operator's
 *     eyes and not for logs
 */
public record Remark(String service, String peer, Instant at, String what, String detail) {
  /** Checks the components. */
  public Remark {
    requireNonNull(service);
    requireNonNull(peer);
    requireNonNull(at);
    requireNonNull(what);
    requireNonNull(detail);
  }
}
