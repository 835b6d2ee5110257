package isthmus.gateway.users;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.Identity;
import isthmus.cpm.address.MailtoAddress;
import isthmus.cpm.address.OtherAddress;
import isthmus.cpm.participating.Recipient;
import isthmus.cpm.participating.Recipient.Standing;
import isthmus.cpm.preferences.PreferenceSource;
import isthmus.cpm.preferences.UserPreferences;
import isthmus.cpm.registration.Aor;
import isthmus.cpm.registration.Credential;
import isthmus.cpm.registration.CredentialStore;
import isthmus.gateway.flow.Recipients;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The users of the embedded registrar: who they are, how they prove it, whether they are here. */
public final class EmbeddedUsers implements CredentialStore, Recipients {
  private final String realm;
  private final String domain;
  private final Map<Identity, KnownUser> byIdentity = new HashMap<>();
  private final Map<String, KnownUser> byName = new HashMap<>();
  private final Map<String, KnownUser> byAor = new HashMap<>();
  private final RegisteredClients clients;
  private final PreferenceSource preferences;

  /** These users. */
  public EmbeddedUsers(
      String realm,
      String domain,
      Collection<KnownUser> users,
      RegisteredClients clients,
      PreferenceSource preferences) {
    this.realm = requireNonNull(realm);
    this.domain = requireNonNull(domain);
    this.clients = requireNonNull(clients);
    this.preferences = requireNonNull(preferences);
    for (KnownUser user : users) {
      byIdentity.put(user.address().identity(), user);
      byName.put(user.name(), user);
      byAor.put(Aor.of(user.address().uri()), user);
    }
  }

  @Override
  public Optional<Credential> credential(String username, String askedRealm) {
    if (!askedRealm.equals(realm)) {
      return Optional.empty();
    }
    String suffix = "@" + domain;
    String name =
        username.endsWith(suffix)
            ? username.substring(0, username.length() - suffix.length())
            : username;
    return Optional.ofNullable(byName.get(name)).map(KnownUser::credential);
  }

  /** The user that a digest user name means. */
  public Optional<KnownUser> named(String username) {
    String suffix = "@" + domain;
    return Optional.ofNullable(
        byName.get(
            username.endsWith(suffix)
                ? username.substring(0, username.length() - suffix.length())
                : username));
  }

  @Override
  public Recipient of(Address address) {
    KnownUser user = byIdentity.get(address.identity());
    if (user == null) {
      boolean routable = !(address instanceof MailtoAddress || address instanceof OtherAddress);
      return new Recipient(
          address, routable ? Standing.STRANGER : Standing.NOT_ROUTABLE, UserPreferences.NONE);
    }
    boolean registered = !clients.suitable(user.address()).isEmpty();
    return new Recipient(
        user.address(),
        registered ? Standing.REGISTERED : Standing.NOT_REGISTERED,
        preferences.of(address.identity()));
  }

  /** The identity behind an address of record, when it is one of ours. */
  public Optional<Identity> identityOf(String aor) {
    return Optional.ofNullable(byAor.get(aor)).map(user -> user.address().identity());
  }

  /** True while nothing that was deferred may be pushed to the user (CPM SD §5.2.5.2). */
  public boolean isNotToBeDisturbed(Identity user) {
    return preferences.of(user).doNotDisturb();
  }

  /** Every user. */
  public Collection<KnownUser> all() {
    return byName.values();
  }
}
