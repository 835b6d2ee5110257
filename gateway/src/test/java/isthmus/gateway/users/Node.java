package isthmus.gateway.users;

import isthmus.cpm.preferences.UserPreferences;
import isthmus.cpm.registration.Binding;
import isthmus.cpm.registration.BindingChanges.Changed;
import isthmus.cpm.registration.BindingStore;
import isthmus.cpm.registration.Credential;
import isthmus.cpm.registration.DigestAlgorithm;
import isthmus.cpm.registration.RegistrarAnswer;
import isthmus.cpm.registration.Registration;
import isthmus.cpm.registration.UserStore;
import isthmus.testkit.BindingStoreContract;
import isthmus.testkit.StoreSamples;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one gateway knows of users: Alice is in its configuration. */
final class Node {
  /** Keeps no record. */
  static final UserAdministration.Recorded UNRECORDED = (change, _) -> change.getAsBoolean();

  static final String DOMAIN = "ims.example.org";
  static final String ALICE = "+15551000001";

  final RegisteredClients clients;
  final EmbeddedUsers users;
  final UserAdministration administration;
  private final BindingStore bindings;

  Node(UserStore store, BindingStore bindings) {
    this.bindings = bindings;
    clients =
        new RegisteredClients(
            cursor -> new Changed(Map.of(), cursor), InstantSource.fixed(BindingStoreContract.NOW));
    users =
        new EmbeddedUsers(
            "realm",
            DOMAIN,
            List.of(
                new KnownUser(
                    ALICE,
                    StoreSamples.address("sip:" + ALICE + "@" + DOMAIN),
                    Optional.of("Alice"),
                    new Credential.Password("secret"))),
            clients,
            _ -> UserPreferences.NONE);
    administration =
        new UserAdministration(
            store, users, clients, bindings, StoreSamples.PARSER, "realm", DOMAIN);
  }

  /** A device of a user registers here. */
  void register(String name) {
    String aor = "sip:" + name + "@" + DOMAIN;
    List<Binding> one = List.of(BindingStoreContract.binding(aor, "sip:device@h", 1000, 60));
    var _ = bindings.change(aor, _ -> new Registration(new RegistrarAnswer.Registered(one), one));
    clients.changed(aor, one);
  }

  /** Whether a client that sends a user name and knows a password is believed. */
  boolean believes(String username, String password) {
    Optional<Credential> credential = users.credential(username, "realm");
    return credential.isPresent()
        && List.of(DigestAlgorithm.values()).stream()
            .allMatch(
                algorithm ->
                    credential
                        .get()
                        .ha1(username, "realm", algorithm)
                        .equals(Optional.of(algorithm.ha1(username, "realm", password))));
  }
}
