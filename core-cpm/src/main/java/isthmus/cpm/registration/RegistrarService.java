package isthmus.cpm.registration;

import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.SipSyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Answers REGISTER in embedded mode: who asks is authenticated and owns the address, the {@link
 * Registrar} decides, the store keeps. Safe for any thread; blocks on the stores, so it is called
 * from a thread that may.
 */
public final class RegistrarService {
  /** RFC 3261 §20.17: two digits for the day, unlike RFC 1123. */
  private static final DateTimeFormatter SIP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final DigestAuthenticator authenticator;
  private final AorOwnership ownership;
  private final Registrar registrar;
  private final BindingStore store;
  private final InstantSource clock;

  public RegistrarService(
      DigestAuthenticator authenticator,
      AorOwnership ownership,
      Registrar registrar,
      BindingStore store,
      InstantSource clock) {
    this.authenticator = authenticator;
    this.ownership = ownership;
    this.registrar = registrar;
    this.store = store;
    this.clock = clock;
  }

  /** The outcome of one REGISTER for the layers above. */
  public sealed interface Outcome {
    SipAnswer answer();

    /** The user has these bindings now; deferred messages may be due. */
    record Changed(String aor, List<Binding> bindings, SipAnswer answer) implements Outcome {
      public Changed {
        bindings = List.copyOf(bindings);
      }
    }

    /** Nothing changed. */
    record Refused(SipAnswer answer) implements Outcome {}
  }

  public Outcome register(SipRequest request) {
    Instant now = clock.instant();
    return switch (authenticator.check(request, now)) {
      case AuthVerdict.Unproven unproven -> new Outcome.Refused(unproven.answer());
      case AuthVerdict.Authenticated user -> register(request, user.username(), now);
    };
  }

  private Outcome register(SipRequest request, String username, Instant now) {
    RegisterRequest wanted;
    try {
      wanted = RegisterRequest.of(request);
    } catch (SipSyntaxException e) {
      return new Outcome.Refused(SipAnswer.of(400, "Bad Request: " + e.getMessage()));
    }
    if (!ownership.owns(username, wanted.aor())) {
      return new Outcome.Refused(
          SipAnswer.of(403, "Forbidden: this user may not register this address"));
    }
    Registration outcome =
        store.change(wanted.aor(), bindings -> registrar.next(bindings, wanted, now));
    return switch (outcome.answer()) {
      case RegistrarAnswer.Registered registered ->
          new Outcome.Changed(
              wanted.aor(), registered.bindings(), accepted(wanted, registered.bindings(), now));
      case RegistrarAnswer.IntervalTooBrief brief ->
          new Outcome.Refused(
              SipAnswer.of(423).with("Min-Expires", Long.toString(brief.minExpires().toSeconds())));
      case RegistrarAnswer.Refused refused ->
          new Outcome.Refused(SipAnswer.of(refused.status(), refused.reason()));
    };
  }

  /** RFC 3261 §10.3 step 8: every binding in force, with the time that it has left. */
  private static SipAnswer accepted(RegisterRequest request, List<Binding> bindings, Instant now) {
    SipAnswer answer = SipAnswer.of(200);
    for (Binding binding : bindings) {
      answer = answer.with("Contact", contact(binding, now));
    }
    for (String path : request.path()) {
      answer = answer.with("Path", path);
    }
    return answer
        .with("P-Associated-URI", "<" + request.aor() + ">")
        .with("Date", SIP_DATE.format(now));
  }

  private static String contact(Binding binding, Instant now) {
    StringBuilder out = new StringBuilder("<").append(binding.contact()).append('>');
    long left = Math.max(1, Duration.between(now, binding.expiresAt()).toSeconds());
    out.append(";expires=").append(left);
    binding.instance().ifPresent(id -> out.append(";+sip.instance=\"").append(id).append('"'));
    binding.regId().ifPresent(id -> out.append(";reg-id=").append(id));
    if (binding.qPermille() < 1000) {
      out.append(";q=0.").append(String.format(Locale.ROOT, "%03d", binding.qPermille()));
    }
    return out.toString();
  }
}
