package isthmus.gateway.flow;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.ServiceIdentifierCodec;
import isthmus.cpm.codec.cpim.CpimCodec;
import isthmus.cpm.codec.cpim.CpimLimits;
import isthmus.cpm.codec.imdn.ImdnLimits;
import isthmus.cpm.codec.imdn.ImdnMessageCodec;
import isthmus.cpm.conversation.Correlation;
import isthmus.cpm.delivery.AttemptResult;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Shard;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.participating.ClientRequests;
import isthmus.cpm.participating.ClientRequests.Destination;
import isthmus.cpm.participating.InterworkingDecision;
import isthmus.cpm.participating.InterworkingPolicy;
import isthmus.cpm.participating.PagerReception;
import isthmus.cpm.participating.Recipient;
import isthmus.cpm.participating.Recipient.Standing;
import isthmus.cpm.preferences.PreferenceSource;
import isthmus.cpm.preferences.UserPreferences;
import isthmus.cpm.sip.OutboundSipRequest;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipHeader;
import isthmus.cpm.sip.SipHeaders;
import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.SipResult;
import isthmus.cpm.store.CorrelationStore.Lookup;
import isthmus.cpm.store.MessageStore.AcceptResult;
import isthmus.cpm.store.MessageStore.Acceptance;
import isthmus.cpm.store.MessageStore.ClientReport;
import isthmus.cpm.store.MessageStore.CorrelationUpdate;
import isthmus.cpm.store.MessageStore.Effect;
import isthmus.cpm.store.MessageStore.ReceiptResult;
import isthmus.gateway.route.Stages;
import isthmus.gateway.rules.RoutingTables;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.IsfRules;
import isthmus.isf.SelectionSettings;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RoutingTable;
import isthmus.testkit.InMemoryCorrelationStore;
import isthmus.testkit.RawSip;
import isthmus.testkit.StoreSamples;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** The whole flow over fakes: every stage real, everything around it in memory. */
public final class World {
  private static final String TABLE =
      """
      ,SMS,MMS,Mandatory
      Text ok,Yes,Yes,
      Preferred by service provider,Yes,No,No
      """;

  /** SMS first, then MMS. */
  static final RoutingTable TABLE_OF_TWO = read(TABLE);

  /** Nothing but their order tells the two apart, except what is known of a user. */
  static final RoutingTable TABLE_OF_EQUALS =
      read(
          """
          ,SMS,MMS,Mandatory
          Text ok,Yes,Yes,
          Service provider allows for user,Yes,Yes,
          Fine with user,Yes,Yes,
          """);

  /** One table for all tests: the compiler takes seconds. */
  private static final IsfRules TABLES = tables();

  private static final SipHeaders HEADERS = headers();

  final FakeTime time = new FakeTime();
  final Deliveries some = new Deliveries(time.clock);
  final MemoryStore store = new MemoryStore();
  final InMemoryCorrelationStore threads = new InMemoryCorrelationStore();
  final FakeLeases leases = new FakeLeases();
  final FakeFunction sms = new FakeFunction("sms", time.clock);
  final FakeFunction mms = new FakeFunction("mms", time.clock);
  final Map<String, List<Destination>> clients = new HashMap<>();
  final Map<String, Standing> standings = new HashMap<>();
  final Map<String, UserPreferences> preferences = new HashMap<>();
  final List<OutboundSipRequest> sent = new ArrayList<>();
  final Map<String, SipResult> answersOf = new HashMap<>();
  final List<SipAnswer> answers = new ArrayList<>();
  final FakeCommitter<Acceptance, AcceptResult> accepting;
  final FakeCommitter<AttemptResult, Effect> recording;
  final FakeCommitter<LegacyReceipt, ReceiptResult> receiving;
  final FakeCommitter<ClientReport, ReceiptResult> reporting;
  final FakeCommitter<Lookup, Correlation> correlating = new FakeCommitter<>(threads::obtain);
  final Lanes lanes;
  final ShardWork work;
  final Finisher finisher;
  final Intake intake;
  final LegacyIntake legacy;
  final PagerDoor door;
  final Receipts receipts;
  final Execution execution;
  private final List<Execution> executions = new ArrayList<>();

  /** With the usual policy. */
  public World() {
    this(InterworkingPolicy.defaults());
  }

  World(InterworkingPolicy policy) {
    this(policy, TABLES);
  }

  /** Under rules of its own. */
  World(RuleSet own) {
    this(InterworkingPolicy.defaults(), IsfRules.plain(own, 1));
  }

  /** Under rules that may change. */
  World(IsfRules rules) {
    this(InterworkingPolicy.defaults(), rules);
  }

  private World(InterworkingPolicy policy, IsfRules rules) {
    NotificationPlanner planner =
        new NotificationPlanner(
            some.keys, Duration.ofDays(1), NotificationPlanner.Policy.ON_REQUEST, this::wayTo);
    accepting = new FakeCommitter<>(this::accept);
    recording = new FakeCommitter<>(results -> store.record(results, planner));
    receiving = new FakeCommitter<>(items -> store.receipts(items, planner));
    reporting = new FakeCommitter<>(items -> store.reports(items, planner));
    lanes =
        new Lanes(1000, 100, time.clock, time, delivery -> executions.getFirst().attempt(delivery));
    work =
        new ShardWork(
            leases, store, new FakeSignal(), lanes, time.clock, "n1", Duration.ofSeconds(15));
    for (int shard = 0; shard < Shard.COUNT; shard++) {
      leases.held.put(shard, 1L);
      store.fences.put(shard, 1L);
    }
    work.beat(true);
    work.load();
    Tally tally = new Tally();
    PartsUnderWay underWay = new PartsUnderWay();
    finisher = new Finisher(recording, lanes, work, time, underWay, tally);
    Functions functions = new Functions(List.of(sms, mms));
    InterworkingSelection selection =
        new InterworkingSelection(
            rules,
            Selector.addressValidity(functions, StoreSamples.PARSER),
            SelectionSettings.DEFAULT);
    PreferenceSource source = user -> preferences.getOrDefault(user.value(), UserPreferences.NONE);
    People people = new People(source, this::recipient);
    SelectionRequests asking = new SelectionRequests(functions, people, time.clock);
    PolicyGate gate = new PolicyGate(selection, asking, people, source, StoreSamples.PARSER, tally);
    Selector selector =
        new Selector(
            selection,
            asking,
            people,
            new Links(Optional.of("https://links.test"), Duration.ofDays(7), new Random(2)),
            StoreSamples.PARSER,
            time.clock);
    InterworkingDecision decision = new InterworkingDecision(policy);
    CpimCodec cpim = new CpimCodec(CpimLimits.DEFAULT);
    ImdnMessageCodec imdn = new ImdnMessageCodec(ImdnLimits.DEFAULT);
    ServiceIdentifierCodec identifiers = new ServiceIdentifierCodec();
    intake =
        new Intake(
            decision, selector, some.keys, time.clock, Duration.ofDays(7), accepting, work, tally);
    legacy =
        new LegacyIntake(
            this::recipient,
            gate,
            correlating,
            cpim,
            some.keys,
            time.clock,
            new LegacyIntake.Times(Duration.ofDays(7), Duration.ofDays(1)),
            this::decide,
            store,
            Runnable::run);
    receipts = new Receipts(receiving, reporting, work, underWay, tally);
    door =
        new PagerDoor(
            request -> new Originators.Identified.As(StoreSamples.address(request.from().uri())),
            new PagerReception(StoreSamples.PARSER, identifiers, cpim, imdn, 1300),
            this::recipient,
            gate,
            correlating,
            some.keys,
            time.clock,
            new PagerDoor.Times(Duration.ofDays(7), Duration.ofHours(1), Duration.ofSeconds(7)),
            this::decide,
            receipts::ofClient);
    execution =
        new Execution(
            functions,
            new CpmDelivery(
                this::send,
                new ClientRequests(identifiers, cpim, imdn, "ims.example.org"),
                user -> clients.getOrDefault(user.identity().value(), List.of()),
                Optional.empty()),
            decision,
            this::recipient,
            source,
            selector,
            new Outcomes(
                new Backoff(Duration.ofSeconds(10), 2, Duration.ofMinutes(5), 0),
                new Random(1),
                planner,
                selector),
            work,
            time.clock,
            new Conversations(correlating, time.clock, Duration.ofDays(7)),
            cpim,
            finisher::end);
    executions.add(execution);
  }

  private static IsfRules tables() {
    IsfRules tables = new IsfRules(InstantSource.system());
    tables.activate(RuleSet.of(TABLE_OF_TWO));
    return tables;
  }

  private static RoutingTable read(String csv) {
    return RoutingTables.of(csv);
  }

  private List<AcceptResult> accept(List<Acceptance> items) {
    List<AcceptResult> results = store.accept(items);
    for (Acceptance item : items) {
      item.correlation().ifPresent(this::keep);
    }
    return results;
  }

  /** The memory store knows look-ups only; what it must keep is made known by one. */
  private void keep(CorrelationUpdate update) {
    threads.obtain(
        List.of(
            new Lookup(
                update.key(),
                update.conversation(),
                update.contribution(),
                time.clock.instant(),
                update.expires())));
  }

  /** The stages, for routes. */
  public Stages stages() {
    return new Stages(door, legacy, intake, execution, finisher, receipts);
  }

  private DeliveryTarget wayTo(Address user) {
    return standing(user) == Standing.CORE_MAY_KNOW
        ? new DeliveryTarget.ToCore(user)
        : new DeliveryTarget.ToClients(user);
  }

  private Standing standing(Address address) {
    return standings.getOrDefault(
        address.identity().value(),
        clients.containsKey(address.identity().value()) ? Standing.REGISTERED : Standing.STRANGER);
  }

  Recipient recipient(Address address) {
    return new Recipient(
        address,
        standing(address),
        preferences.getOrDefault(address.identity().value(), UserPreferences.NONE));
  }

  void decide(Draft draft) {
    intake.accept(intake.select(intake.decide(draft)));
  }

  private CompletableFuture<SipResult> send(OutboundSipRequest request) {
    sent.add(request);
    return CompletableFuture.completedFuture(
        answersOf.getOrDefault(request.requestUri(), answered(200)));
  }

  static SipResult answered(int status) {
    return new SipResult.Answered(status, "", HEADERS);
  }

  private static SipHeaders headers() {
    try (RawSip sip = new RawSip()) {
      return sip.request(
              """
              MESSAGE sip:a@b SIP/2.0
              Via: SIP/2.0/UDP 127.0.0.1:5060;branch={branch};rport
              Max-Forwards: 70
              From: <sip:a@b>;tag=1
              To: <sip:a@b>
              Call-ID: headers
              CSeq: 1 MESSAGE
              Content-Length: 0

              """)
          .headers();
    }
  }

  /** Registers clients of a user by their contacts. */
  void registered(Address user, String... contacts) {
    List<Destination> all = new ArrayList<>();
    for (String contact : contacts) {
      all.add(new Destination(contact, Optional.empty(), List.of(), true));
    }
    clients.put(user.identity().value(), all);
  }

  /** Sends a request to the door. */
  void arrives(SipRequest request) {
    door.receive(new PagerDoor.Arrival(request, answers::add));
  }

  /** The only answer so far. */
  SipAnswer answer() {
    if (answers.size() != 1) {
      throw new AssertionError("answers: " + answers);
    }
    return answers.getFirst();
  }

  static Optional<String> value(List<SipHeader> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(SipHeader::value)
        .findFirst();
  }

  static <T> T only(List<T> items) {
    if (items.size() != 1) {
      throw new AssertionError("one expected: " + items);
    }
    return items.getFirst();
  }
}
