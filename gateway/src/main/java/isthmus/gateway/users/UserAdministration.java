package isthmus.gateway.users;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.registration.BindingStore;
import isthmus.cpm.registration.Credential;
import isthmus.cpm.registration.DigestAlgorithm;
import isthmus.cpm.registration.RegistrarAnswer;
import isthmus.cpm.registration.Registration;
import isthmus.cpm.registration.UserStore;
import isthmus.cpm.registration.UserStore.Change;
import isthmus.cpm.registration.UserStore.Changes;
import isthmus.cpm.registration.UserStore.StoredUser;
import isthmus.gateway.users.UserRefusedException.Reason;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds, changes and removes users of the embedded core while it runs, and follows what other nodes
 * do. Safe for any thread; blocks on the stores.
 */
public final class UserAdministration {
  private static final Logger log = LoggerFactory.getLogger(UserAdministration.class);

  /** As in {@code sip.users[].user}; what needs no escape in a SIP URI. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9+._~-]{1,128}");

  private static final int MAX_PASSWORD = 256;
  private static final int MAX_DISPLAY_NAME = 200;

  private final UserStore store;
  private final EmbeddedUsers users;
  private final RegisteredClients clients;
  private final BindingStore bindings;
  private final AddressParser addresses;
  private final String realm;
  private final String domain;
  private long revision;

  /** The administration of the users of a realm, whose addresses are in a domain. */
  public UserAdministration(
      UserStore store,
      EmbeddedUsers users,
      RegisteredClients clients,
      BindingStore bindings,
      AddressParser addresses,
      String realm,
      String domain) {
    this.store = requireNonNull(store);
    this.users = requireNonNull(users);
    this.clients = requireNonNull(clients);
    this.bindings = requireNonNull(bindings);
    this.addresses = requireNonNull(addresses);
    this.realm = requireNonNull(realm);
    this.domain = requireNonNull(domain);
  }

  /** Where a user comes from. */
  public enum Source {
    /** {@code sip.users} of the configuration. */
    CONFIGURED,
    /** Added at run time. */
    STORED
  }

  /**
   * A user as it is shown.
   *
   * @param user the name before the @
   * @param name what people call the user
   * @param devices registered now
   */
  public record Listed(String user, Optional<String> name, Source source, int devices) {}

  /** Makes a change of the store and the record of it, both or neither. */
  @FunctionalInterface
  public interface Recorded {
    /**
     * Makes them.
     *
     * @param change false when there was nothing to change; may be made more than once
     * @return what the change said
     */
    boolean with(BooleanSupplier change, Listed user);
  }

  /** Reads what changed since it was called before, by this node or another. */
  public synchronized void refresh() {
    Changes changes = store.since(revision);
    changes.changes().forEach(this::apply);
    revision = changes.revision();
  }

  private void apply(Change change) {
    switch (change) {
      case Change.Removed removed -> users.remove(removed.name());
      case Change.Present present -> {
        try {
          if (!users.put(known(present.user()))) {
            log.info("stored user {} gives way to a configured one", present.name());
          }
        } catch (UserRefusedException unusable) {
          log.warn("stored user {} is not usable: {}", present.name(), unusable.text());
        }
      }
    }
  }

  /** Every user, by name. */
  public List<Listed> list() {
    return users.all().stream()
        .map(this::listed)
        .sorted(Comparator.comparing(Listed::user))
        .toList();
  }

  private Listed listed(KnownUser user) {
    return new Listed(
        user.name(),
        user.displayName(),
        users.isConfigured(user.name()) ? Source.CONFIGURED : Source.STORED,
        clients.devices(user.address()));
  }

  /**
   * Adds a user.
   *
   * @param displayName what people call the user
   */
  public Listed add(String name, String password, Optional<String> displayName, Recorded recorded)
      throws UserRefusedException {
    StoredUser user = stored(name, password, displayName);
    KnownUser known = known(user);
    if (users.isConfigured(name)) {
      throw conflict("user " + name + " exists already, in sip.users of the configuration");
    }
    refresh();
    if (users.isTaken(known)) {
      throw conflict("another user has the address of " + name + " already, written otherwise");
    }
    if (!recorded.with(() -> store.add(user), listed(known))) {
      throw conflict("user " + name + " exists already");
    }
    // A REGISTER that overtook the removal of an earlier user of this name may have left some.
    forgetDevices(known);
    refresh();
    log.info("user {} added", name);
    return listed(known);
  }

  /**
   * Gives a user another password. Devices stay registered until their registration ends.
   *
   * @param displayName replaces the one before, if given
   */
  public Listed change(
      String name, String password, Optional<String> displayName, Recorded recorded)
      throws UserRefusedException {
    StoredUser user = stored(name, password, displayName);
    refuseConfigured(name, "changed");
    refresh();
    Listed before = listed(users.named(name).orElseThrow(() -> unknown(name)));
    Listed after =
        new Listed(before.user(), displayName.or(before::name), before.source(), before.devices());
    if (!recorded.with(() -> store.change(user), after)) {
      throw unknown(name);
    }
    refresh();
    log.info("password of user {} changed", name);
    return listed(users.named(name).orElseThrow(() -> unknown(name)));
  }

  /**
   * Removes a user and the registrations of the user's devices.
   *
   * @return the user as it was
   */
  public Listed remove(String name, Recorded recorded) throws UserRefusedException {
    refuseConfigured(name, "removed");
    refresh();
    KnownUser user =
        users
            .named(name)
            .filter(known -> known.name().equals(name))
            .orElseThrow(() -> unknown(name));
    Listed before = listed(user);
    if (!recorded.with(() -> store.remove(name), before)) {
      throw unknown(name);
    }
    // First nobody can prove to be the user any more, then what was proven goes.
    refresh();
    forgetDevices(user);
    log.info("user {} removed, with {} devices", name, before.devices());
    return before;
  }

  private void forgetDevices(KnownUser user) {
    String aor = EmbeddedUsers.aor(user);
    var _ =
        bindings.change(
            aor, _ -> new Registration(new RegistrarAnswer.Registered(List.of()), List.of()));
    clients.changed(aor, List.of());
  }

  private void refuseConfigured(String name, String done) throws UserRefusedException {
    if (users.isConfigured(name)) {
      throw conflict(
          "user "
              + name
              + " is in sip.users of the configuration and cannot be "
              + done
              + " here; edit the file and restart");
    }
  }

  private static UserRefusedException conflict(String message) {
    return new UserRefusedException(Reason.CONFLICT, "user", message);
  }

  private static UserRefusedException unknown(String name) {
    return new UserRefusedException(Reason.UNKNOWN, "user", "there is no user " + name);
  }

  /** Checks what was given and hashes the password, for both spellings of the user name. */
  private StoredUser stored(String name, String password, Optional<String> displayName)
      throws UserRefusedException {
    if (!NAME.matcher(name).matches()) {
      throw new UserRefusedException(
          Reason.WRONG,
          "user",
          "user must be a number such as +15551000001, or a name of at most 128 letters, digits"
              + " and + . _ ~ -");
    }
    if (password.isEmpty() || password.length() > MAX_PASSWORD || hasControls(password)) {
      throw new UserRefusedException(
          Reason.WRONG,
          "password",
          "password must be one line of 1 to " + MAX_PASSWORD + " characters");
    }
    Optional<String> shown = displayName.map(String::strip).filter(text -> !text.isEmpty());
    if (shown.filter(text -> text.length() > MAX_DISPLAY_NAME || hasControls(text)).isPresent()) {
      throw new UserRefusedException(
          Reason.WRONG,
          "name",
          "name must be one line of at most " + MAX_DISPLAY_NAME + " characters");
    }
    Map<String, Credential.Digests> digests = new HashMap<>();
    for (String spelling : List.of(name, name + "@" + domain)) {
      digests.put(spelling, digests(spelling, password));
    }
    return new StoredUser(name, shown, digests);
  }

  private Credential.Digests digests(String username, String password) {
    Map<DigestAlgorithm, String> ha1 = new EnumMap<>(DigestAlgorithm.class);
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      ha1.put(algorithm, algorithm.ha1(username, realm, password));
    }
    return new Credential.Digests(ha1);
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private KnownUser known(StoredUser user) throws UserRefusedException {
    try {
      return new KnownUser(
          user.name(),
          addresses.parseUri("sip:" + user.name() + "@" + domain),
          user.displayName(),
          new Credential.BySpelling(user.digests()));
    } catch (AddressException wrong) {
      throw new UserRefusedException(
          Reason.WRONG, "user", user.name() + " is not a user: " + wrong.getMessage());
    }
  }
}
