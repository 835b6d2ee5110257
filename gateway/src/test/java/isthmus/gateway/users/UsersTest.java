package isthmus.gateway.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.address.Address;
import isthmus.cpm.participating.ClientRequests.Destination;
import isthmus.cpm.participating.Recipient.Standing;
import isthmus.cpm.preferences.UserPreferences;
import isthmus.cpm.registration.Binding;
import isthmus.cpm.registration.BindingChanges;
import isthmus.cpm.registration.Credential;
import isthmus.cpm.registration.DigestAlgorithm;
import isthmus.cpm.registration.DigestAuthenticator;
import isthmus.cpm.registration.Nonces;
import isthmus.cpm.sip.Hop;
import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.Transport;
import isthmus.cpm.sip.TrustedPeers;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.gateway.flow.Originators.Identified;
import isthmus.gateway.flow.TrustedOriginators;
import isthmus.testkit.ManualClock;
import isthmus.testkit.RawSip;
import isthmus.testkit.StoreSamples;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersTest {
  private static final Address ALICE = StoreSamples.address("sip:+15551000001@ims.example.org");
  private static final Address PHONE = StoreSamples.address("tel:+15557654321");
  private static final String AOR = "sip:+15551000001@ims.example.org";
  private static final String PAGER = "urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.msg";

  private final ManualClock clock = ManualClock.atWork();
  private final Bindings store = new Bindings();
  private final RegisteredClients clients = new RegisteredClients(store, clock);

  /** Bindings that a test writes; away at will. The cursor counts the readings. */
  private static final class Bindings implements BindingChanges {
    private final Map<String, List<Binding>> changed = new HashMap<>();
    private boolean away;
    private Runnable meanwhile = () -> {};
    private int reads;

    @Override
    public Changed since(String cursor) {
      assertThat(cursor).isEqualTo(String.valueOf(reads));
      if (away) {
        throw new StoreUnavailableException("away", new IllegalStateException("away"));
      }
      reads++;
      Changed read = new Changed(changed, String.valueOf(reads));
      changed.clear();
      meanwhile.run();
      return read;
    }
  }

  private Binding binding(String contact, Map<String, String> parameters, List<String> path) {
    return new Binding(
        AOR,
        contact,
        Optional.empty(),
        OptionalInt.empty(),
        "call",
        1,
        1000,
        clock.instant().plusSeconds(60),
        parameters,
        path,
        new Hop(Transport.TCP, "192.0.2.1", 40000),
        Optional.empty());
  }

  /** What another node, or this one in an earlier life, has registered. */
  private void registered(Binding... bindings) {
    store.changed.put(AOR, List.of(bindings));
  }

  private List<String> suitable() {
    return clients.suitable(ALICE).stream().map(Destination::requestUri).toList();
  }

  @Test
  void cpmAndPlainClientsAreSuitableAndClientsOfOtherServicesAreNot() {
    registered(
        binding("sip:cpm@h", Map.of("+g.3gpp.icsi-ref", PAGER), List.of()),
        binding("sip:plain@h", Map.of(), List.of()),
        binding(
            "sip:chat@h",
            Map.of("+g.3gpp.icsi-ref", "urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.session"),
            List.of()));
    clients.refresh();
    assertThat(clients.suitable(ALICE))
        .extracting(destination -> destination.requestUri() + " " + destination.cpm())
        .containsExactly("sip:cpm@h true", "sip:plain@h false");
    assertThat(clients.devices(ALICE)).isEqualTo(3);
  }

  @Test
  void aClientIsReachedOverItsFlowOrItsPath() {
    registered(
        binding("sip:a@h", Map.of(), List.of()),
        binding("sip:b@h", Map.of(), List.of("<sip:edge;lr>")));
    clients.refresh();
    assertThat(clients.suitable(ALICE).getFirst().hop())
        .contains(new Hop(Transport.TCP, "192.0.2.1", 40000));
    assertThat(clients.suitable(ALICE).getLast().hop()).isEmpty();
    assertThat(clients.suitable(ALICE).getLast().routes()).containsExactly("<sip:edge;lr>");
  }

  @Test
  void aBindingThatExpiredIsNotUsed() {
    clients.changed(AOR, List.of(binding("sip:a@h", Map.of(), List.of())));
    assertThat(suitable()).hasSize(1);
    clock.advance(Duration.ofSeconds(60));
    assertThat(suitable()).isEmpty();
    assertThat(clients.devices(ALICE)).isZero();
  }

  @Test
  void aLookUpNeverAsksTheStore() {
    registered(binding("sip:a@h", Map.of(), List.of()));
    assertThat(suitable()).isEmpty();
    assertThat(store.reads).isZero();
  }

  @Test
  void whatAnotherNodeRegisteredIsSeenAfterTheNextReadingAndToldOnce() {
    assertThat(clients.refresh()).isEmpty();
    registered(binding("sip:a@h", Map.of(), List.of()));
    assertThat(clients.refresh()).containsExactly(AOR);
    assertThat(suitable()).containsExactly("sip:a@h");
    registered(binding("sip:b@h", Map.of(), List.of()));
    assertThat(clients.refresh()).as("was here before").isEmpty();
    assertThat(suitable()).containsExactly("sip:b@h");
    registered();
    assertThat(clients.refresh()).isEmpty();
    assertThat(suitable()).isEmpty();
    registered(binding("sip:c@h", Map.of(), List.of()));
    assertThat(clients.refresh()).containsExactly(AOR);
  }

  @Test
  void whatThisNodeRegisteredIsNoArrival() {
    Binding own = binding("sip:a@h", Map.of(), List.of());
    clients.changed(AOR, List.of(own));
    registered(own);
    assertThat(clients.refresh()).isEmpty();
  }

  @Test
  void aReadingThatWasOvertakenByARegistrationIsNotKept() {
    registered(binding("sip:old@h", Map.of(), List.of()));
    store.meanwhile =
        () -> clients.changed(AOR, List.of(binding("sip:new@h", Map.of(), List.of())));
    clients.refresh();
    assertThat(suitable()).containsExactly("sip:new@h");
  }

  @Test
  void aReadingThatWasOvertakenByTheEndOfARegistrationIsNotKept() {
    registered(binding("sip:old@h", Map.of(), List.of()));
    store.meanwhile = () -> clients.changed(AOR, List.of());
    clients.refresh();
    assertThat(suitable()).isEmpty();
  }

  @Test
  void aDatabaseThatIsAwayLeavesWhatIsKnownAndNothingIsMissedAfterwards() {
    registered(binding("sip:a@h", Map.of(), List.of()));
    clients.refresh();
    store.away = true;
    registered(binding("sip:b@h", Map.of(), List.of()));
    assertThatThrownBy(clients::refresh).isInstanceOf(StoreUnavailableException.class);
    assertThat(suitable()).containsExactly("sip:a@h");
    store.away = false;
    clients.refresh();
    assertThat(suitable()).containsExactly("sip:b@h");
  }

  private EmbeddedUsers users(UserPreferences preferences) {
    return new EmbeddedUsers(
        "realm",
        "ims.example.org",
        List.of(
            new KnownUser(
                "+15551000001", ALICE, Optional.of("Alice"), new Credential.Password("secret"))),
        clients,
        _ -> preferences);
  }

  @Test
  void aUserIsRegisteredWhenAClientIs() {
    EmbeddedUsers users = users(UserPreferences.NONE);
    assertThat(users.of(ALICE).standing()).isEqualTo(Standing.NOT_REGISTERED);
    clients.changed(AOR, List.of(binding("sip:a@h", Map.of(), List.of())));
    assertThat(users.of(ALICE).standing()).isEqualTo(Standing.REGISTERED);
  }

  @Test
  void aUserIsTheSameByNumberAndBySipAddress() {
    clients.changed(AOR, List.of(binding("sip:a@h", Map.of(), List.of())));
    assertThat(
            users(UserPreferences.NONE).of(StoreSamples.address("tel:+1-555-100-0001")).standing())
        .isEqualTo(Standing.REGISTERED);
  }

  @ParameterizedTest
  @CsvSource({
    "tel:+15557654321, STRANGER",
    "sip:x@elsewhere.example, STRANGER",
    "mailto:x@example.net, NOT_ROUTABLE"
  })
  void othersAreStrangersOrNotRoutable(String uri, Standing standing) {
    assertThat(users(UserPreferences.NONE).of(StoreSamples.address(uri)).standing())
        .isEqualTo(standing);
  }

  @Test
  void aUserIsFoundByNameByNameWithDomainAndByAddressOfRecord() {
    EmbeddedUsers users = users(UserPreferences.NONE);
    assertThat(users.named("+15551000001")).isPresent();
    assertThat(users.named("+15551000001@ims.example.org")).isPresent();
    assertThat(users.named("+15551000001@elsewhere.example")).isEmpty();
    assertThat(users.identityOf(AOR)).contains(ALICE.identity());
    assertThat(users.identityOf("sip:x@ims.example.org")).isEmpty();
    assertThat(users.credential("+15551000001", "realm")).isPresent();
    assertThat(users.credential("+15551000001", "other")).isEmpty();
  }

  @Test
  void nothingIsPushedToAUserWhoIsNotToBeDisturbed() {
    UserPreferences quiet =
        new UserPreferences(UserPreferences.Handling.DELIVER, Optional.empty(), true);
    assertThat(users(quiet).isNotToBeDisturbed(ALICE.identity())).isTrue();
    assertThat(users(UserPreferences.NONE).isNotToBeDisturbed(ALICE.identity())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"KNOWN, STRANGER", "ALWAYS, CORE_MAY_KNOW", "NEVER, STRANGER"})
  void behindACoreANumberIsTriedInsideAsTheSettingSays(
      CoreUsers.Attempt attempt, Standing standing) {
    CoreUsers users = new CoreUsers(attempt, _ -> UserPreferences.NONE);
    assertThat(users.of(PHONE).standing()).isEqualTo(standing);
    assertThat(users.ofInbound(PHONE).standing()).isEqualTo(Standing.CORE_MAY_KNOW);
    assertThat(users.of(StoreSamples.address("sip:x@elsewhere.example")).standing())
        .isEqualTo(Standing.CORE_MAY_KNOW);
    assertThat(users.of(StoreSamples.address("mailto:x@example.net")).standing())
        .isEqualTo(Standing.NOT_ROUTABLE);
  }

  @Test
  void behindACoreANumberThatWasSeenIsKnownUntilItIsGone() {
    CoreUsers users = new CoreUsers(CoreUsers.Attempt.KNOWN, _ -> UserPreferences.NONE);
    users.seen(PHONE.identity());
    assertThat(users.of(PHONE).standing()).isEqualTo(Standing.CORE_MAY_KNOW);
    users.gone(PHONE.identity());
    assertThat(users.of(PHONE).standing()).isEqualTo(Standing.STRANGER);
  }

  private static SipRequest request(RawSip sip, String headers) {
    return sip.request(
        """
        MESSAGE tel:+15557654321 SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:5060;branch={branch};rport
        Max-Forwards: 70
        From: <sip:mallory@ims.example.org>;tag=1
        To: <tel:+15557654321>
        Call-ID: trust
        CSeq: 1 MESSAGE
        %sContent-Type: text/plain

        x\
        """
            .formatted(headers));
  }

  private static Identified trusted(String block, String headers) {
    try (RawSip sip = new RawSip()) {
      return new TrustedOriginators(TrustedPeers.parse(List.of(block)), StoreSamples.PARSER)
          .of(request(sip, headers));
    }
  }

  private static int refused(Identified identified) {
    assertThat(identified).isInstanceOf(Identified.Not.class);
    return ((Identified.Not) identified).answer().status();
  }

  @Test
  void ofTwoAssertedIdentitiesTheNumberNamesTheUser() {
    assertThat(
            trusted(
                "127.0.0.0/8",
                "P-Asserted-Identity: <sip:+15551000001@ims.example.org>, <tel:+15551000001>\n"))
        .isEqualTo(new Identified.As(StoreSamples.address("tel:+15551000001")));
  }

  @Test
  void anIdentityIsNotBelievedFromAnybodyElse() {
    assertThat(refused(trusted("192.0.2.0/24", "P-Asserted-Identity: <tel:+15551000001>\n")))
        .isEqualTo(403);
  }

  @Test
  void aTrustedPeerMustAssertAnIdentity() {
    assertThat(refused(trusted("127.0.0.0/8", ""))).isEqualTo(403);
    assertThat(refused(trusted("127.0.0.0/8", "P-Preferred-Identity: <tel:+15551000001>\n")))
        .isEqualTo(403);
  }

  @Test
  void aClientCannotSpeakForSomebodyElseByReferredBy() {
    assertThat(
            trusted(
                "127.0.0.0/8",
                "P-Asserted-Identity: <tel:+15551000001>\nReferred-By: <tel:+15559999999>\n"))
        .isEqualTo(new Identified.As(StoreSamples.address("tel:+15551000001")));
  }

  @Test
  void aSenderWhoDidNotProveHimselfIsChallenged() {
    EmbeddedUsers users = users(UserPreferences.NONE);
    DigestOriginators originators =
        new DigestOriginators(
            new DigestAuthenticator(
                "realm",
                List.of(DigestAlgorithm.MD5),
                users,
                Nonces.withOwnKey(Duration.ofMinutes(5)),
                100,
                DigestAuthenticator.UriRule.SAME_RESOURCE),
            users,
            clock);
    try (RawSip sip = new RawSip()) {
      assertThat(refused(originators.of(request(sip, "")))).isIn(401, 407);
    }
  }
}
