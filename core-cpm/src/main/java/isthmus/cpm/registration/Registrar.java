package isthmus.cpm.registration;

import isthmus.cpm.sip.NameAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The registrar's rules (RFC 3261 §10.3, steps 6 to 8) as a pure function. A request changes all
 * that it asks for or nothing.
 */
public final class Registrar {
  private static final Duration ONE_HOUR = Duration.ofHours(1);

  private final RegistrarPolicy policy;

  public Registrar(RegistrarPolicy policy) {
    this.policy = policy;
  }

  /** The outcome of a request on a user's bindings; expired ones are dropped first. */
  public Registration next(List<Binding> bindings, RegisterRequest request, Instant now) {
    List<Binding> live = bindings.stream().filter(binding -> !binding.isExpired(now)).toList();
    return switch (request.contacts()) {
      case RegisterRequest.Contacts.Query query -> registered(live);
      case RegisterRequest.Contacts.All all -> removeAll(live, request);
      case RegisterRequest.Contacts.Some some -> change(live, request, some.addresses(), now);
    };
  }

  private static Registration removeAll(List<Binding> live, RegisterRequest request) {
    if (request.expires().orElse(-1) != 0) {
      return refused(live, 400, "Contact * needs Expires: 0");
    }
    for (Binding binding : live) {
      if (isOutOfOrder(binding, request)) {
        return outOfOrder(live);
      }
    }
    return registered(List.of());
  }

  private Registration change(
      List<Binding> live, RegisterRequest request, List<NameAddress> contacts, Instant now) {
    List<Binding> changed = new ArrayList<>(live);
    for (NameAddress contact : contacts) {
      if (contact.uri().equals("*")) {
        return refused(live, 400, "Contact * stands alone");
      }
      Duration expires = expires(contact, request);
      if (isTooBrief(expires)) {
        return new Registration(new RegistrarAnswer.IntervalTooBrief(policy.minExpires()), live);
      }
      Binding wanted = binding(contact, request, now.plus(expires));
      for (Binding old : live) {
        if (old.isSameDevice(wanted) && isOutOfOrder(old, request)) {
          return outOfOrder(live);
        }
      }
      changed.removeIf(old -> old.isSameDevice(wanted));
      if (!expires.isZero()) {
        changed.add(wanted);
      }
    }
    if (changed.size() > policy.maxDevices()) {
      return refused(live, 403, "more than " + policy.maxDevices() + " devices");
    }
    return registered(changed);
  }

  /** Step 7: within one Call-ID the CSeq must grow. */
  private static boolean isOutOfOrder(Binding old, RegisterRequest request) {
    return old.callId().equals(request.callId()) && request.cseq() <= old.cseq();
  }

  private boolean isTooBrief(Duration expires) {
    return !expires.isZero()
        && expires.compareTo(policy.minExpires()) < 0
        && expires.compareTo(ONE_HOUR) < 0;
  }

  private Duration expires(NameAddress contact, RegisterRequest request) {
    OptionalLong own =
        contact.parameter("expires").map(RegisterRequest::seconds).orElse(OptionalLong.empty());
    OptionalLong asked = own.isPresent() ? own : request.expires();
    if (asked.isEmpty()) {
      return policy.defaultExpires();
    }
    Duration duration = Duration.ofSeconds(asked.getAsLong());
    return duration.compareTo(policy.maxExpires()) > 0 ? policy.maxExpires() : duration;
  }

  private static Binding binding(NameAddress contact, RegisterRequest request, Instant expiresAt) {
    Map<String, String> parameters = contact.parameters();
    return new Binding(
        request.aor(),
        contact.uri(),
        contact.parameter("+sip.instance"),
        regId(contact),
        request.callId(),
        request.cseq(),
        qPermille(contact.parameter("q")),
        expiresAt,
        parameters,
        request.path(),
        request.source(),
        request.userAgent());
  }

  private static OptionalInt regId(NameAddress contact) {
    Optional<String> value = contact.parameter("reg-id").filter(text -> text.matches("\\d{1,9}"));
    return value.isPresent() ? OptionalInt.of(Integer.parseInt(value.get())) : OptionalInt.empty();
  }

  /** qvalue (RFC 3261 §25.1); absent or malformed is the highest. */
  private static int qPermille(Optional<String> q) {
    String text = q.orElse("1");
    if (!text.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?")) {
      return 1000;
    }
    String digits = (text.replace(".", "") + "000").substring(0, 4);
    return Integer.parseInt(digits);
  }

  private static Registration registered(List<Binding> bindings) {
    return new Registration(new RegistrarAnswer.Registered(bindings), bindings);
  }

  private static Registration outOfOrder(List<Binding> live) {
    return refused(live, 500, "CSeq is not higher than that of the registration in force");
  }

  private static Registration refused(List<Binding> live, int status, String reason) {
    return new Registration(new RegistrarAnswer.Refused(status, reason), live);
  }
}
