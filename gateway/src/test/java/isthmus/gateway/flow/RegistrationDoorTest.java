package isthmus.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.preferences.UserPreferences;
import isthmus.cpm.registration.AorOwnership;
import isthmus.cpm.registration.Binding;
import isthmus.cpm.registration.BindingChanges.Changed;
import isthmus.cpm.registration.Credential;
import isthmus.cpm.registration.DigestAlgorithm;
import isthmus.cpm.registration.DigestAuthenticator;
import isthmus.cpm.registration.DigestCredentials;
import isthmus.cpm.registration.Nonces;
import isthmus.cpm.registration.Registrar;
import isthmus.cpm.registration.RegistrarPolicy;
import isthmus.cpm.registration.RegistrarService;
import isthmus.cpm.sip.SipAnswer;
import isthmus.gateway.users.EmbeddedUsers;
import isthmus.gateway.users.KnownUser;
import isthmus.gateway.users.RegisteredClients;
import isthmus.gateway.users.RegistrationDoor;
import isthmus.testkit.BindingStoreContract;
import isthmus.testkit.InMemoryBindingStore;
import isthmus.testkit.RawSip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a REGISTER is answered, and what it sets going. */
class RegistrationDoorTest {
  private static final int SHARD = 7;
  private static final String BOB = "+15551000002";
  private static final String AOR = "sip:" + BOB + "@ims.example.org";
  private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");

  private final FakeTime time = new FakeTime();
  private final Deliveries some = new Deliveries(time.clock);
  private final MemoryStore store = new MemoryStore();
  private final FakeLeases leases = new FakeLeases();
  private final List<Delivery> begun = new ArrayList<>();
  private final Lanes lanes = new Lanes(100, 100, time.clock, time, begun::add);
  private final ShardWork work =
      new ShardWork(
          leases, store, new FakeSignal(), lanes, time.clock, "n1", Duration.ofSeconds(15));
  private final Map<String, List<Binding>> elsewhere = new HashMap<>();
  private final RegisteredClients clients =
      new RegisteredClients(cursor -> new Changed(elsewhere, cursor), time.clock);
  private final RawSip sip = new RawSip();

  @AfterEach
  void close() {
    sip.close();
  }

  private RegistrationDoor door(UserPreferences preferences, Executor blocking) {
    EmbeddedUsers users =
        new EmbeddedUsers(
            "realm",
            "ims.example.org",
            List.of(
                new KnownUser(
                    BOB, Deliveries.BOB, Optional.empty(), new Credential.Password("secret"))),
            clients,
            _ -> preferences);
    RegistrarService registrar =
        new RegistrarService(
            new DigestAuthenticator(
                "realm",
                List.of(DigestAlgorithm.MD5),
                users,
                Nonces.withOwnKey(Duration.ofMinutes(5)),
                100,
                DigestAuthenticator.UriRule.SAME_RESOURCE),
            AorOwnership.sameUserIn("ims.example.org"),
            new Registrar(
                new RegistrarPolicy(
                    Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(1), 10)),
            new InMemoryBindingStore(),
            time.clock);
    return new RegistrationDoor(
        registrar, users, clients, store, work, time.clock, blocking, Duration.ofSeconds(9));
  }

  private RegistrationDoor door() {
    return door(UserPreferences.NONE, Runnable::run);
  }

  /** A message for Bob that waits for a client of his, in a shard of ours. */
  private Delivery deferred() {
    Delivery queued =
        some.of(
            some.outbound(Deliveries.conversationIn(SHARD), Deliveries.EVERYTHING),
            new DeliveryTarget.ToClients(Deliveries.BOB));
    Delivery deferred =
        new Delivery(
            queued.key(),
            queued.message(),
            queued.report(),
            queued.target(),
            DeliveryState.DEFERRED,
            0,
            queued.due(),
            queued.expires(),
            List.of(),
            List.of(),
            queued.why());
    store.put(deferred);
    leases.held.put(SHARD, 1L);
    work.beat(true);
    work.load();
    assertThat(begun).isEmpty();
    return deferred;
  }

  private SipAnswer register(RegistrationDoor door, String authorization, int expires) {
    List<SipAnswer> answers = new ArrayList<>();
    door.register(
        sip.request(
            """
            REGISTER sip:ims.example.org SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1:5060;branch={branch};rport
            Max-Forwards: 70
            From: <%s>;tag=1
            To: <%s>
            Call-ID: registration
            CSeq: %d REGISTER
            Contact: <sip:bob@192.0.2.2>;expires=%d
            %sContent-Length: 0

            """
                .formatted(AOR, AOR, expires == 0 ? 9 : 1, expires, authorization)),
        answers::add);
    // Only the first one is sent.
    return answers.getFirst();
  }

  /** Registers as somebody who knows the password. */
  private SipAnswer registered(RegistrationDoor door, int expires) {
    Matcher challenge = NONCE.matcher(register(door, "", expires).toString());
    assertThat(challenge.find()).isTrue();
    String uri = "sip:ims.example.org";
    DigestCredentials unsigned =
        new DigestCredentials(
            BOB, "realm", challenge.group(1), uri, "", "MD5", "c", "00000001", "auth");
    String response =
        DigestCredentials.expectedResponse(
            DigestAlgorithm.MD5,
            DigestAlgorithm.MD5.ha1(BOB, "realm", "secret"),
            unsigned,
            "REGISTER");
    return register(
        door,
        ("Authorization: Digest username=\"%s\", realm=\"realm\", nonce=\"%s\", uri=\"%s\","
                + " response=\"%s\", algorithm=MD5, cnonce=\"c\", nc=00000001, qop=auth\n")
            .formatted(BOB, unsigned.nonce(), uri, response),
        expires);
  }

  @Test
  void whoDoesNotProveHimselfIsChallengedAndNothingIsPushed() {
    Delivery waiting = deferred();
    assertThat(register(door(), "", 600).status()).isEqualTo(401);
    assertThat(store.stateOf(waiting)).isEqualTo(DeliveryState.DEFERRED);
    assertThat(clients.suitable(Deliveries.BOB)).isEmpty();
  }

  @Test
  void aClientThatRegistersIsKnownAtOnceAndGetsWhatWasDeferred() {
    Delivery waiting = deferred();
    assertThat(registered(door(), 600).status()).isEqualTo(200);
    assertThat(clients.suitable(Deliveries.BOB))
        .extracting(client -> client.requestUri())
        .containsExactly("sip:bob@192.0.2.2");
    work.load();
    assertThat(begun).extracting(Delivery::key).containsExactly(waiting.key());
  }

  @Test
  void aClientThatGoesGetsNothing() {
    RegistrationDoor door = door();
    registered(door, 600);
    Delivery waiting = deferred();
    assertThat(registered(door, 0).status()).isEqualTo(200);
    assertThat(clients.suitable(Deliveries.BOB)).isEmpty();
    assertThat(store.stateOf(waiting)).isEqualTo(DeliveryState.DEFERRED);
  }

  @Test
  void nothingIsPushedToSomebodyWhoIsNotToBeDisturbed() {
    Delivery waiting = deferred();
    UserPreferences quiet =
        new UserPreferences(UserPreferences.Handling.DELIVER, Optional.empty(), true);
    assertThat(registered(door(quiet, Runnable::run), 600).status()).isEqualTo(200);
    assertThat(store.stateOf(waiting)).isEqualTo(DeliveryState.DEFERRED);
  }

  @Test
  void whoRegisteredAtAnotherNodeGetsWhatWasDeferredHere() {
    Delivery waiting = deferred();
    RegistrationDoor door = door();
    door.refresh();
    assertThat(store.stateOf(waiting)).isEqualTo(DeliveryState.DEFERRED);
    time.clock.set(BindingStoreContract.NOW);
    elsewhere.put(AOR, List.of(BindingStoreContract.binding(AOR, "sip:bob@h", 1000, 60)));
    door.refresh();
    work.load();
    assertThat(begun).extracting(Delivery::key).containsExactly(waiting.key());
  }

  @Test
  void aRegistrationIsAnsweredOnAnotherThread() {
    List<Runnable> later = new ArrayList<>();
    List<SipAnswer> answers = new ArrayList<>();
    door(UserPreferences.NONE, later::add)
        .register(
            sip.request(
                """
                REGISTER sip:ims.example.org SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:5060;branch={branch};rport
                Max-Forwards: 70
                From: <sip:x@ims.example.org>;tag=1
                To: <sip:x@ims.example.org>
                Call-ID: later
                CSeq: 1 REGISTER
                Content-Length: 0

                """),
            answers::add);
    assertThat(answers).isEmpty();
    later.forEach(Runnable::run);
    assertThat(answers).extracting(SipAnswer::status).containsExactly(401);
  }

  @Test
  void aPushThatTheDatabaseDidNotTakeIsMadeUpFor() {
    Delivery waiting = deferred();
    RegistrationDoor door = door();
    store.goAway(true);
    assertThat(registered(door, 600).status()).isEqualTo(200);
    store.goAway(false);
    door.refresh();
    work.load();
    assertThat(begun).extracting(Delivery::key).containsExactly(waiting.key());
  }
}
