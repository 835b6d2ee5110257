package isthmus.gateway.assembly;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.preferences.PreferenceSource;
import isthmus.cpm.registration.AorOwnership;
import isthmus.cpm.registration.Credential;
import isthmus.cpm.registration.DigestAlgorithm;
import isthmus.cpm.registration.DigestAuthenticator;
import isthmus.cpm.registration.Nonces;
import isthmus.cpm.registration.Registrar;
import isthmus.cpm.registration.RegistrarPolicy;
import isthmus.cpm.registration.RegistrarService;
import isthmus.cpm.sip.TrustedPeers;
import isthmus.gateway.config.SipConfiguration;
import isthmus.gateway.config.SipDigest;
import isthmus.gateway.config.SipUser;
import isthmus.gateway.flow.ClientLocator;
import isthmus.gateway.flow.Originators;
import isthmus.gateway.flow.Recipients;
import isthmus.gateway.flow.TrustedOriginators;
import isthmus.gateway.users.CoreUsers;
import isthmus.gateway.users.DigestOriginators;
import isthmus.gateway.users.EmbeddedUsers;
import isthmus.gateway.users.KnownUser;
import isthmus.gateway.users.RegisteredClients;
import isthmus.gateway.users.UserAdministration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who the CPM users are and how they are reached, which the two modes answer differently.
 *
 * @param originators who sent a request
 * @param recipients what is known of a recipient of a CPM user's message
 * @param inboundRecipients what is known of a recipient of a message from outside
 * @param locator finds registered clients; none behind a core
 * @param wayToCpmUser how notifications reach a CPM user
 * @param registrations who takes registrations, and from whom
 */
record CpmSide(
    Originators originators,
    Recipients recipients,
    Recipients inboundRecipients,
    ClientLocator locator,
    Function<Address, DeliveryTarget> wayToCpmUser,
    Registrations registrations) {
  /** Who takes registrations. */
  sealed interface Registrations {}

  /** An IMS core: which peers may speak for it, and whom it told of. */
  record Core(TrustedPeers trusted, CoreUsers users) implements Registrations {}

  /** The parts of the embedded core. */
  record Embedded(
      RegistrarService registrar,
      EmbeddedUsers users,
      RegisteredClients clients,
      UserAdministration administration)
      implements Registrations {}

  static CpmSide of(
      SipConfiguration sip,
      AddressParser addresses,
      Stores stores,
      PreferenceSource preferences,
      InstantSource clock) {
    return switch (sip.mode()) {
      case ISC -> behindCore(sip, addresses, preferences);
      case EMBEDDED -> embedded(sip, addresses, stores, preferences, clock);
    };
  }

  /** The administration of users, where this gateway keeps them. */
  Optional<UserAdministration> administration() {
    return switch (registrations) {
      case Embedded embedded -> Optional.of(embedded.administration());
      case Core _ -> Optional.empty();
    };
  }

  /** Reads the users of the embedded core and who is registered, before anybody asks. */
  void load() {
    switch (registrations) {
      case Embedded embedded -> {
        embedded.administration().refresh();
        var _ = embedded.clients().refresh();
      }
      case Core _ -> {
        // The core tells of its users as they register.
      }
    }
  }

  private static CpmSide behindCore(
      SipConfiguration sip, AddressParser addresses, PreferenceSource preferences) {
    CoreUsers users =
        new CoreUsers(
            switch (sip.cpmAttempt()) {
              case KNOWN -> CoreUsers.Attempt.KNOWN;
              case ALWAYS -> CoreUsers.Attempt.ALWAYS;
              case NEVER -> CoreUsers.Attempt.NEVER;
            },
            preferences);
    TrustedPeers peers = TrustedPeers.parse(sip.trusted().stream().map(Object::toString).toList());
    TrustedOriginators trusted = new TrustedOriginators(peers, addresses);
    Originators originators =
        request -> {
          Originators.Identified identified = trusted.of(request);
          if (identified instanceof Originators.Identified.As as) {
            users.seen(as.user().identity());
          }
          return identified;
        };
    return new CpmSide(
        originators,
        users,
        users::ofInbound,
        _ -> List.of(),
        DeliveryTarget.ToCore::new,
        new Core(peers, users));
  }

  private static CpmSide embedded(
      SipConfiguration sip,
      AddressParser addresses,
      Stores stores,
      PreferenceSource preferences,
      InstantSource clock) {
    String realm = sip.realm().orElse(sip.domain());
    RegisteredClients clients = new RegisteredClients(stores.bindings(), clock);
    EmbeddedUsers users =
        new EmbeddedUsers(
            realm,
            sip.domain(),
            sip.users().stream().map(user -> known(user, sip.domain(), addresses)).toList(),
            clients,
            preferences);
    DigestAuthenticator authenticator =
        new DigestAuthenticator(
            realm,
            sip.digest().algorithms().stream().map(CpmSide::algorithm).toList(),
            users,
            Nonces.withOwnKey(sip.digest().nonceLife()),
            sip.digest().maxNonces(),
            sip.digest().checkUri()
                ? DigestAuthenticator.UriRule.SAME_RESOURCE
                : DigestAuthenticator.UriRule.ANY);
    RegistrarPolicy policy =
        new RegistrarPolicy(
            sip.registration().minExpires(),
            sip.registration().maxExpires(),
            sip.registration().defaultExpires(),
            sip.registration().maxContacts());
    RegistrarService registrar =
        new RegistrarService(
            authenticator,
            AorOwnership.sameUserIn(sip.domain()),
            new Registrar(policy),
            stores.bindings(),
            clock);
    UserAdministration administration =
        new UserAdministration(
            stores.users(realm, sip.domain()),
            users,
            clients,
            stores.bindings(),
            addresses,
            realm,
            sip.domain());
    return new CpmSide(
        new DigestOriginators(authenticator, users, clock),
        users,
        users,
        clients,
        DeliveryTarget.ToClients::new,
        new Embedded(registrar, users, clients, administration));
  }

  private static DigestAlgorithm algorithm(SipDigest.Algorithm algorithm) {
    return switch (algorithm) {
      case SHA_256 -> DigestAlgorithm.SHA_256;
      case MD5 -> DigestAlgorithm.MD5;
    };
  }

  private static KnownUser known(SipUser user, String domain, AddressParser addresses) {
    try {
      return new KnownUser(
          user.user(),
          addresses.parseUri("sip:" + user.user() + "@" + domain),
          user.name(),
          credential(user));
    } catch (AddressException wrong) {
      throw new IllegalArgumentException(
          "sip.users: " + user.user() + " is not a user name: " + wrong.getMessage(), wrong);
    }
  }

  private static Credential credential(SipUser user) {
    return user.password()
        .<Credential>map(password -> new Credential.Password(password.reveal()))
        .orElseGet(
            () -> {
              Map<DigestAlgorithm, String> digests = new EnumMap<>(DigestAlgorithm.class);
              user.ha1Md5().ifPresent(ha1 -> digests.put(DigestAlgorithm.MD5, ha1.reveal()));
              user.ha1Sha256().ifPresent(ha1 -> digests.put(DigestAlgorithm.SHA_256, ha1.reveal()));
              return new Credential.Digests(digests);
            });
  }
}
