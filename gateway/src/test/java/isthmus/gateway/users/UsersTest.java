package isthmus.gateway.users;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.address.Address;
import isthmus.cpm.participating.ClientRequests.Destination;
import isthmus.cpm.participating.Recipient.Standing;
import isthmus.cpm.preferences.UserPreferences;
import isthmus.cpm.registration.Binding;
import isthmus.cpm.registration.BindingStore;
import isthmus.cpm.registration.Credential;
import isthmus.cpm.registration.DigestAlgorithm;
import isthmus.cpm.registration.DigestAuthenticator;
import isthmus.cpm.registration.Nonces;
import isthmus.cpm.registration.Registration;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersTest {
  private static final Address ALICE = StoreSamples.address("sip:+15551000001@ims.example.org");
  private static final Address PHONE = StoreSamples.address("tel:+15557654321");
  private static final String AOR = "sip:+15551000001@ims.example.org";
  private static final String PAGER = "urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.msg";

  private final ManualClock clock = ManualClock.atWork();
  private final List<Runnable> later = new ArrayList<>();
  private final Bindings store = new Bindings();
  private final RegisteredClients clients =
      new RegisteredClients(store, clock, Duration.ofSeconds(2), later::add);

  /** Bindings that a test writes; away at will. */
  private static final class Bindings implements BindingStore {
    private final Map<String, List<Binding>> kept = new HashMap<>();
    private boolean away;
    private int reads;

    @Override
    public List<Binding> bindings(String aor, Instant now) {
      reads++;
      if (away) {
        throw new StoreUnavailableException("away", new IllegalStateException("away"));
      }
      return kept.getOrDefault(aor, List.of());
    }

    @Override
    public Registration change(String aor, Function<List<Binding>, Registration> change) {
      throw new AssertionError("not asked for here");
    }

    @Override
    public int removeExpired(Instant now) {
      return 0;
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

  private void runLater() {
    List<Runnable> now = List.copyOf(later);
    later.clear();
    now.forEach(Runnable::run);
  }

  private List<String> suitable() {
    return clients.suitable(ALICE).stream().map(Destination::requestUri).toList();
  }

  @Test
  void cpmAndPlainClientsAreSuitableAndClientsOfOtherServicesAreNot() {
    store.kept.put(
        AOR,
        List.of(
            binding("sip:cpm@h", Map.of("+g.3gpp.icsi-ref", PAGER), List.of()),
            binding("sip:plain@h", Map.of(), List.of()),
            binding(
                "sip:chat@h",
                Map.of("+g.3gpp.icsi-ref", "urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.session"),
                List.of())));
    assertThat(clients.suitable(ALICE))
        .extracting(destination -> destination.requestUri() + " " + destination.cpm())
        .containsExactly("sip:cpm@h true", "sip:plain@h false");
  }

  @Test
  void aClientIsReachedOverItsFlowOrItsPath() {
    store.kept.put(
        AOR,
        List.of(
            binding("sip:a@h", Map.of(), List.of()),
            binding("sip:b@h", Map.of(), List.of("<sip:edge;lr>"))));
    assertThat(clients.suitable(ALICE).getFirst().hop())
        .contains(new Hop(Transport.TCP, "192.0.2.1", 40000));
    assertThat(clients.suitable(ALICE).getLast().hop()).isEmpty();
    assertThat(clients.suitable(ALICE).getLast().routes()).containsExactly("<sip:edge;lr>");
  }

  @Test
  void aBindingThatExpiredIsNotUsed() {
    store.kept.put(AOR, List.of(binding("sip:a@h", Map.of(), List.of())));
    assertThat(suitable()).hasSize(1);
    clock.advance(Duration.ofSeconds(60));
    assertThat(suitable()).isEmpty();
  }

  @Test
  void whatAnotherNodeRegisteredIsSeenAfterTheAgeOfTheEntry() {
    assertThat(suitable()).isEmpty();
    store.kept.put(AOR, List.of(binding("sip:a@h", Map.of(), List.of())));
    assertThat(suitable()).isEmpty();
    clock.advance(Duration.ofSeconds(3));
    assertThat(suitable()).as("answered from memory").isEmpty();
    assertThat(suitable()).isEmpty();
    assertThat(later).as("many look-ups make one reading").hasSize(1);
    runLater();
    assertThat(suitable()).containsExactly("sip:a@h");
  }

  @Test
  void aReadingThatWasOvertakenByARegistrationIsNotKept() {
    assertThat(suitable()).isEmpty();
    clock.advance(Duration.ofSeconds(3));
    assertThat(suitable()).isEmpty();
    clients.changed(AOR, List.of(binding("sip:new@h", Map.of(), List.of())));
    runLater();
    assertThat(suitable()).containsExactly("sip:new@h");
  }

  @Test
  void aDatabaseThatIsAwayLeavesWhatIsKnown() {
    store.kept.put(AOR, List.of(binding("sip:a@h", Map.of(), List.of())));
    assertThat(suitable()).hasSize(1);
    store.away = true;
    clock.advance(Duration.ofSeconds(3));
    assertThat(suitable()).hasSize(1);
    runLater();
    assertThat(suitable()).hasSize(1);
    assertThat(store.reads).isEqualTo(2);
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
    CoreUsers users = new CoreUsers(attempt);
    assertThat(users.of(PHONE).standing()).isEqualTo(standing);
    assertThat(users.ofInbound(PHONE).standing()).isEqualTo(Standing.CORE_MAY_KNOW);
    assertThat(users.of(StoreSamples.address("sip:x@elsewhere.example")).standing())
        .isEqualTo(Standing.CORE_MAY_KNOW);
    assertThat(users.of(StoreSamples.address("mailto:x@example.net")).standing())
        .isEqualTo(Standing.NOT_ROUTABLE);
  }

  @Test
  void behindACoreANumberThatWasSeenIsKnownUntilItIsGone() {
    CoreUsers users = new CoreUsers(CoreUsers.Attempt.KNOWN);
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
