package isthmus.cpm.registration;

import java.util.Map;
import java.util.Optional;

/** What is known to check a user by. Its text form shows nothing of it. */
public sealed interface Credential {
  /** H(A1) for an algorithm, where it is known. */
  Optional<String> ha1(String username, String realm, DigestAlgorithm algorithm);

  /** A password in clear. */
  record Password(String password) implements Credential {
    @Override
    public Optional<String> ha1(String username, String realm, DigestAlgorithm algorithm) {
      return Optional.of(algorithm.ha1(username, realm, password));
    }

    @Override
    public String toString() {
      return "password";
    }
  }

  /** Stored H(A1) values in lower-case hexadecimal, made for one user name and realm. */
  record Digests(Map<DigestAlgorithm, String> ha1) implements Credential {
    public Digests {
      ha1 = Map.copyOf(ha1);
    }

    @Override
    public Optional<String> ha1(String username, String realm, DigestAlgorithm algorithm) {
      return Optional.ofNullable(ha1.get(algorithm));
    }

    @Override
    public String toString() {
      return "digests " + ha1.keySet();
    }
  }

  /** Stored digests for each spelling of a user name, as the name is part of what was hashed. */
  record BySpelling(Map<String, Digests> digests) implements Credential {
    public BySpelling {
      digests = Map.copyOf(digests);
    }

    @Override
    public Optional<String> ha1(String username, String realm, DigestAlgorithm algorithm) {
      return Optional.ofNullable(digests.get(username))
          .flatMap(known -> known.ha1(username, realm, algorithm));
    }

    @Override
    public String toString() {
      return "digests of " + digests.keySet();
    }
  }
}
