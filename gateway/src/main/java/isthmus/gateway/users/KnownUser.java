package isthmus.gateway.users;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.registration.Credential;
import java.util.Optional;

/**
 * A user of the embedded registrar.
 *
 * @param name the user part of the address and the digest user name: {@code +15551000001}
 * @param address {@code sip:name@domain}
 * @param displayName what people call the user
 * @param credential what the user is checked by
 */
public record KnownUser(
    String name, Address address, Optional<String> displayName, Credential credential) {
  /** Checks the components. */
  public KnownUser {
    requireNonNull(name);
    requireNonNull(address);
    requireNonNull(displayName);
    requireNonNull(credential);
  }
}
