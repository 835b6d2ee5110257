package isthmus.cpm.registration;

import isthmus.cpm.sip.Hop;
import isthmus.cpm.sip.NameAddress;
import isthmus.cpm.sip.SipRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a registrar reads in a REGISTER (RFC 3261 §10.2).
 *
 * @param expires the Expires header in seconds; empty where absent or malformed
 */
public record RegisterRequest(
    String aor,
    String callId,
    long cseq,
    Contacts contacts,
    OptionalLong expires,
    List<String> path,
    Hop source,
    Optional<String> userAgent) {

  /** What the Contact header asks for. */
  public sealed interface Contacts {
    /** No Contact: only tell the bindings. */
    record Query() implements Contacts {}

    /** {@code *}: remove all bindings. */
    record All() implements Contacts {}

    /** Add, refresh or remove these. */
    record Some(List<NameAddress> addresses) implements Contacts {
      public Some {
        addresses = List.copyOf(addresses);
      }
    }
  }

  public RegisterRequest {
    path = List.copyOf(path);
  }

  /**
   * Reads a request.
   *
   * @throws isthmus.cpm.sip.SipSyntaxException when To or Contact breaks the grammar
   */
  public static RegisterRequest of(SipRequest request) {
    List<NameAddress> addresses = request.contacts();
    Contacts contacts;
    if (request.hasContactStar()) {
      contacts = new Contacts.All();
    } else if (addresses.isEmpty()) {
      contacts = new Contacts.Query();
    } else {
      contacts = new Contacts.Some(addresses);
    }
    return new RegisterRequest(
        Aor.of(request.to().uri()),
        request.callId(),
        request.cseq(),
        contacts,
        request.header("Expires").map(RegisterRequest::seconds).orElse(OptionalLong.empty()),
        request.headers().elements("Path"),
        request.source(),
        request.header("User-Agent"));
  }

  /** delta-seconds; what is malformed counts as absent (RFC 3261 §10.2.1.1). */
  static OptionalLong seconds(String value) {
    String digits = value.strip();
    return digits.matches("\\d{1,10}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }
}
