package isthmus.cpm.registration;

import java.util.Optional;

/** Where users' credentials are kept. Implementations are safe for any thread and may block. */
@FunctionalInterface
public interface CredentialStore {
  /** The credential of a user name as the client sends it, for a realm. */
  Optional<Credential> credential(String username, String realm);
}
