package isthmus.cpm.registration;

import isthmus.cpm.sip.Hop;
import isthmus.cpm.sip.SipSyntaxException;
import isthmus.cpm.sip.SipUri;
import isthmus.cpm.sip.Transport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One device of one user (RFC 3261 §10.3).
 *
 * @param aor the user, as {@link Aor} writes it
 * @param contact the Contact URI, the request URI of requests to the device
 * @param instance {@code +sip.instance} without quotes (RFC 5626 §4.1)
 * @param regId {@code reg-id}
 * @param qPermille the preference q in thousandths
 * @param parameters all Contact parameters: names in lower case, values without quotes
 * @param path Path values in order, to be used as Route (RFC 3327 §5.3)
 * @param flow where the REGISTER came from
 */
public record Binding(
    String aor,
    String contact,
    Optional<String> instance,
    OptionalInt regId,
    String callId,
    long cseq,
    int qPermille,
    Instant expiresAt,
    Map<String, String> parameters,
    List<String> path,
    Hop flow,
    Optional<String> userAgent) {
  public Binding {
    if (qPermille < 0 || qPermille > 1000) {
      throw new IllegalArgumentException("q is 0 to 1000 thousandths, not " + qPermille);
    }
    parameters = Map.copyOf(parameters);
    path = List.copyOf(path);
  }

  public FeatureTags features() {
    return FeatureTags.of(parameters);
  }

  /**
   * Whether another registration is of the same device: by instance and reg-id, else by Contact.
   */
  public boolean isSameDevice(Binding other) {
    if (instance.isPresent() || other.instance.isPresent()) {
      return instance.equals(other.instance) && regId.equals(other.regId);
    }
    return contact.equals(other.contact);
  }

  public boolean isExpired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  /**
   * Where a request to the device is sent when it has no {@link #path}: over TCP and TLS always to
   * where it registered from, so that its connection is used; over UDP to its Contact, unless that
   * names another host than the one seen, as behind a NAT.
   */
  public Hop nextHop() {
    if (flow.transport() != Transport.UDP || !SipUri.isSip(contact)) {
      return flow;
    }
    try {
      Hop named = Hop.of(contact);
      return named.transport() == Transport.UDP && named.host().equals(flow.host()) ? named : flow;
    } catch (SipSyntaxException e) {
      return flow;
    }
  }
}
