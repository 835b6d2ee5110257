package isthmus.cpm.registration;

import java.time.Duration;

/**
 * What an IMS core told of a user (3GPP TS 24.229 §5.7.1.1).
 *
 * @param user the public user identity, as {@link Aor} writes it
 * @param expires how long the registration lasts; zero when the user is gone
 * @param features the clients' feature tags where the core sent the client's own REGISTER along,
 *     else none
 */
public record RegistrationEvent(String user, Duration expires, FeatureTags features) {
  public boolean isRegistered() {
    return !expires.isZero();
  }
}
