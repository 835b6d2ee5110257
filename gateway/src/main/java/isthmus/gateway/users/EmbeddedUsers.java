package isthmus.gateway.users;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.Identity;
import isthmus.cpm.address.MailtoAddress;
import isthmus.cpm.address.OtherAddress;
import isthmus.cpm.participating.Recipient;
import isthmus.cpm.participating.Recipient.Standing;
import isthmus.cpm.preferences.PreferenceSource;
import isthmus.cpm.registration.Aor;
import isthmus.cpm.registration.Credential;
import isthmus.cpm.registration.CredentialStore;
import isthmus.gateway.flow.Recipients;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The users of the embedded registrar: who they are, how they prove it, whether they are here.
 * Those of the configuration stay; others come and go. Look-ups are answered from memory.
 */
public final class EmbeddedUsers implements CredentialStore, Recipients {
  private final String realm;
  private final String suffix;
  private final Map<Identity, KnownUser> byIdentity = new ConcurrentHashMap<>();
  private final Map<String, KnownUser> byName = new ConcurrentHashMap<>();
  private final Map<String, KnownUser> byAor = new ConcurrentHashMap<>();
  private final Set<String> configured;
  private final RegisteredClients clients;
  private final PreferenceSource preferences;

  /** The users of the configuration, and nobody else yet. */
  public EmbeddedUsers(
      String realm,
      String domain,
      Collection<KnownUser> configured,
      RegisteredClients clients,
      PreferenceSource preferences) {
    this.realm = requireNonNull(realm);
    this.suffix = "@" + domain;
    this.clients = requireNonNull(clients);
    this.preferences = requireNonNull(preferences);
    this.configured = configured.stream().map(KnownUser::name).collect(Collectors.toSet());
    configured.forEach(this::learn);
  }

  /**
   * Takes over a user that was added or changed at run time.
   *
   * @return false when a user of the configuration, or another one with this address, is there
   */
  synchronized boolean put(KnownUser user) {
    if (isConfigured(user.name()) || isTaken(user)) {
      return false;
    }
    learn(user);
    return true;
  }

  /** Forgets a user that was added at run time. */
  synchronized void remove(String name) {
    if (isConfigured(name)) {
      return;
    }
    KnownUser user = byName.remove(name);
    if (user != null) {
      byAor.remove(aor(user));
      byIdentity.remove(user.address().identity());
    }
  }

  private void learn(KnownUser user) {
    byIdentity.put(user.address().identity(), user);
    byAor.put(aor(user), user);
    byName.put(user.name(), user);
  }

  static String aor(KnownUser user) {
    return Aor.of(user.address().uri());
  }

  /** True for a user of the configuration. */
  public boolean isConfigured(String name) {
    return configured.contains(name);
  }

  /** True when another user has this address, such as a number that is only written otherwise. */
  boolean isTaken(KnownUser user) {
    KnownUser other = byIdentity.get(user.address().identity());
    return other != null && !other.name().equals(user.name());
  }

  @Override
  public Optional<Credential> credential(String username, String askedRealm) {
    return askedRealm.equals(realm) ? named(username).map(KnownUser::credential) : Optional.empty();
  }

  /** The user that a digest user name means, with or without the domain. */
  public Optional<KnownUser> named(String username) {
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
          address,
          routable ? Standing.STRANGER : Standing.NOT_ROUTABLE,
          preferences.of(address.identity()));
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
    return List.copyOf(byName.values());
  }
}
