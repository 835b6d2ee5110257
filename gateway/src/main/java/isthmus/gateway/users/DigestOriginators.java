package isthmus.gateway.users;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.registration.AuthVerdict;
import isthmus.cpm.registration.DigestAuthenticator;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipRequest;
import isthmus.gateway.flow.Originators;
import java.time.InstantSource;

/** Senders of the embedded core prove themselves by digest, request by request (RFC 3261 §22.2). */
public final class DigestOriginators implements Originators {
  private final DigestAuthenticator authenticator;
  private final EmbeddedUsers users;
  private final InstantSource clock;

  /** Checks against these users. */
  public DigestOriginators(
      DigestAuthenticator authenticator, EmbeddedUsers users, InstantSource clock) {
    this.authenticator = requireNonNull(authenticator);
    this.users = requireNonNull(users);
    this.clock = requireNonNull(clock);
  }

  @Override
  public Identified of(SipRequest request) {
    return switch (authenticator.check(request, clock.instant())) {
      case AuthVerdict.Unproven unproven -> new Identified.Not(unproven.answer());
      case AuthVerdict.Authenticated user ->
          users
              .named(user.username())
              .<Identified>map(known -> new Identified.As(known.address()))
              .orElseGet(() -> new Identified.Not(SipAnswer.of(403, "No such user")));
    };
  }
}
