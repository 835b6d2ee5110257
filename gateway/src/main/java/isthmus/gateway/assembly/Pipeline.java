package isthmus.gateway.assembly;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.interworking.InterworkingInbound;
import isthmus.cpm.interworking.PartStore;
import isthmus.cpm.message.KeySource;
import isthmus.cpm.participating.ClientRequests;
import isthmus.cpm.participating.InterworkingDecision;
import isthmus.cpm.participating.InterworkingPolicy;
import isthmus.cpm.participating.InterworkingPolicy.Choice;
import isthmus.cpm.participating.InterworkingReason;
import isthmus.cpm.participating.PagerReception;
import isthmus.cpm.preferences.PreferenceSource;
import isthmus.cpm.sip.OutboundSipRequest;
import isthmus.cpm.sip.SipResult;
import isthmus.cpm.store.WorkSignal;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.config.DeliveryConfiguration;
import isthmus.gateway.config.InterworkingConfiguration;
import isthmus.gateway.config.value.WebAddress;
import isthmus.gateway.flow.Backoff;
import isthmus.gateway.flow.Conversations;
import isthmus.gateway.flow.CpmDelivery;
import isthmus.gateway.flow.Execution;
import isthmus.gateway.flow.Finisher;
import isthmus.gateway.flow.Functions;
import isthmus.gateway.flow.Housekeeping;
import isthmus.gateway.flow.Intake;
import isthmus.gateway.flow.Lanes;
import isthmus.gateway.flow.LegacyIntake;
import isthmus.gateway.flow.Links;
import isthmus.gateway.flow.NotificationPlanner;
import isthmus.gateway.flow.Outcomes;
import isthmus.gateway.flow.PagerDoor;
import isthmus.gateway.flow.PartsUnderWay;
import isthmus.gateway.flow.People;
import isthmus.gateway.flow.PolicyGate;
import isthmus.gateway.flow.Receipts;
import isthmus.gateway.flow.SelectionRequests;
import isthmus.gateway.flow.Selector;
import isthmus.gateway.flow.ShardWork;
import isthmus.gateway.flow.Tally;
import isthmus.gateway.flow.Willingness;
import isthmus.gateway.route.RoutedInbound;
import isthmus.gateway.route.Stages;
import isthmus.gateway.route.Ways;
import isthmus.isf.AddressValidity;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.IsfRules;
import isthmus.isf.SelectionSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The stages and the routes between them, from the doors to the ways out. */
final class Pipeline implements AutoCloseable {
  private final Ways ways = new Ways();
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("isthmus-alarms").daemon().factory());

  private final Batches batches;
  private final Lanes lanes;
  private final ShardWork work;
  private final Finisher finisher;
  private final Housekeeping housekeeping;
  private final InterworkingInbound inbound;
  private final List<InterworkingFunction> installed;
  private final Functions functions = new Functions(List.of());
  private final SelectionRequests selectionRequests;
  private final InterworkingDecision decision;
  private final AddressValidity validity;
  private final InterworkingSelection selection;
  private final Tally tally = new Tally();

  /** What a pipeline is made of. */
  record Parts(
      Configuration configuration,
      String node,
      Codecs codecs,
      CpmSide cpm,
      PreferenceSource preferences,
      Stores stores,
      IsfRules tables,
      PartStore waitingParts,
      WorkSignal signal,
      Function<OutboundSipRequest, CompletionStage<SipResult>> sender,
      Function<InterworkingInbound, List<InterworkingFunction>> functions,
      InstantSource clock,
      Executor blocking) {}

  Pipeline(Parts parts) {
    requireNonNull(parts);
    Configuration configuration = parts.configuration();
    DeliveryConfiguration delivery = configuration.delivery();
    InstantSource clock = parts.clock();
    KeySource keys = new KeySource(clock);
    NotificationPlanner planner =
        new NotificationPlanner(
            keys, delivery.expiry(), policy(delivery), parts.cpm().wayToCpmUser());
    batches =
        Batches.of(
            parts.stores().messages(),
            parts.stores().correlations(),
            planner,
            delivery.groupCommit());
    Lanes.Alarm alarm = this::alarm;
    lanes = new Lanes(delivery.maxInMemory(), delivery.maxAttempts(), clock, alarm, ways::execute);
    work =
        new ShardWork(
            parts.stores().leases(),
            parts.stores().messages(),
            parts.signal(),
            lanes,
            clock,
            parts.node(),
            delivery.lease());
    PartsUnderWay underWay = new PartsUnderWay();
    finisher = new Finisher(batches.results()::submit, lanes, work, alarm, underWay, tally);

    decision = new InterworkingDecision(policy(configuration.interworking()));
    validity = Selector.addressValidity(functions, parts.codecs().addresses());
    selection = selectionBy(parts.tables());
    People people = new People(parts.preferences(), parts.cpm().recipients());
    selectionRequests = new SelectionRequests(functions, people, clock);
    PolicyGate gate =
        new PolicyGate(
            selection,
            selectionRequests,
            people,
            parts.preferences(),
            parts.codecs().addresses(),
            tally);
    Selector selector =
        new Selector(
            selection,
            selectionRequests,
            people,
            new Links(
                configuration.isf().linkBase().map(WebAddress::text),
                configuration.isf().linkLife(),
                new SecureRandom()),
            parts.codecs().addresses(),
            clock);
    LegacyIntake legacy =
        new LegacyIntake(
            parts.cpm().inboundRecipients(),
            gate,
            batches.correlations()::submit,
            parts.codecs().cpim(),
            keys,
            clock,
            new LegacyIntake.Times(configuration.conversation().lifetime(), delivery.expiry()),
            ways::decide,
            parts.stores().messages(),
            parts.blocking());
    inbound = new RoutedInbound(ways, legacy, parts.waitingParts());
    installed = List.copyOf(parts.functions().apply(inbound));
    installed.forEach(functions::add);
    ClientRequests requests =
        new ClientRequests(
            parts.codecs().identifiers(),
            parts.codecs().cpim(),
            parts.codecs().imdn(),
            configuration.sip().domain());
    Intake intake =
        new Intake(
            decision,
            selector,
            keys,
            clock,
            configuration.conversation().lifetime(),
            batches.accept()::submit,
            work,
            tally);
    Execution execution =
        new Execution(
            functions,
            new CpmDelivery(
                parts.sender(), requests, parts.cpm().locator(), SipSide.core(configuration.sip())),
            decision,
            parts.cpm().recipients(),
            parts.preferences(),
            selector,
            new Outcomes(backoff(delivery), new Random(), planner, selector),
            work,
            clock,
            new Conversations(
                batches.correlations()::submit, clock, configuration.conversation().lifetime()),
            parts.codecs().cpim(),
            ways::outcome);
    PagerDoor door =
        new PagerDoor(
            parts.cpm().originators(),
            new PagerReception(
                parts.codecs().addresses(),
                parts.codecs().identifiers(),
                parts.codecs().cpim(),
                parts.codecs().imdn(),
                configuration.sip().pagerLimitBytes().toIntBytes()),
            parts.cpm().recipients(),
            gate,
            batches.correlations()::submit,
            keys,
            clock,
            new PagerDoor.Times(
                configuration.conversation().lifetime(),
                delivery.expiry(),
                configuration.sip().retryAfter()),
            ways::decide,
            ways::report);
    Receipts receipts =
        new Receipts(batches.receipts()::submit, batches.reports()::submit, work, underWay, tally);
    housekeeping =
        new Housekeeping(
            work,
            parts.stores().messages(),
            planner,
            clock,
            delivery.lease(),
            new Willingness(functions::links, clock, delivery.lease()));
    ways.open(new Stages(door, legacy, intake, execution, finisher, receipts));
  }

  private void alarm(Duration delay, Runnable task) {
    if (!alarms.isShutdown()) {
      var handle = alarms.schedule(task, Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS);
      if (handle.isCancelled()) {
        throw new IllegalStateException("the alarms have ended");
      }
    }
  }

  private static Backoff backoff(DeliveryConfiguration delivery) {
    return new Backoff(
        delivery.retry().first(),
        delivery.retry().factor(),
        delivery.retry().max(),
        delivery.retry().jitter().value());
  }

  private static NotificationPlanner.Policy policy(DeliveryConfiguration delivery) {
    DeliveryConfiguration.Notifications notifications = delivery.notifications();
    boolean positive =
        notifications.positive() == DeliveryConfiguration.PositiveNotification.ON_REQUEST;
    return switch (notifications.negative()) {
      case ON_REQUEST -> new NotificationPlanner.Policy(positive, true, false);
      case ALWAYS -> new NotificationPlanner.Policy(positive, true, true);
      case NEVER -> new NotificationPlanner.Policy(positive, false, false);
    };
  }

  private static InterworkingPolicy policy(InterworkingConfiguration configured) {
    Map<InterworkingReason, Choice> choices = new EnumMap<>(InterworkingReason.class);
    choices.put(
        InterworkingReason.NOT_REGISTERED,
        switch (configured.notRegistered()) {
          case INTERWORK -> Choice.INTERWORK;
          case DEFER -> Choice.DEFER;
          case REJECT -> Choice.REJECT;
        });
    choices.put(InterworkingReason.NON_DELIVERY, choice(configured.nonDelivery()));
    choices.put(InterworkingReason.NON_CPM_PRINCIPAL, choice(configured.nonCpmSipAddress()));
    choices.put(InterworkingReason.MISSING_CPM_SUPPORT, choice(configured.missingCpmSupport()));
    choices.put(InterworkingReason.MISSING_SIP_CORE, choice(configured.missingSipCore()));
    choices.put(InterworkingReason.NOT_ROUTABLE, choice(configured.notRoutable()));
    return new InterworkingPolicy(choices);
  }

  private static Choice choice(InterworkingConfiguration.Policy policy) {
    return switch (policy) {
      case INTERWORK -> Choice.INTERWORK;
      case REJECT -> Choice.REJECT;
    };
  }

  /** Takes leases, loads what waits, opens links. */
  void start() {
    installed.forEach(InterworkingFunction::start);
    housekeeping.start();
  }

  Ways ways() {
    return ways;
  }

  /** Where functions hand what comes from their services. */
  InterworkingInbound inbound() {
    return inbound;
  }

  /** How questions to the selection are put. */
  SelectionRequests selectionRequests() {
    return selectionRequests;
  }

  Functions functions() {
    return functions;
  }

  InterworkingDecision decision() {
    return decision;
  }

  InterworkingSelection selection() {
    return selection;
  }

  /** Selects by other rules than those that are active, among the same functions. */
  InterworkingSelection selectionBy(IsfRules rules) {
    return new InterworkingSelection(rules, validity, SelectionSettings.DEFAULT);
  }

  Tally tally() {
    return tally;
  }

  Lanes lanes() {
    return lanes;
  }

  ShardWork work() {
    return work;
  }

  Finisher finisher() {
    return finisher;
  }

  Batches batches() {
    return batches;
  }

  Housekeeping housekeeping() {
    return housekeeping;
  }

  @Override
  public void close() {
    lanes.pause();
    functions.all().forEach(InterworkingFunction::close);
    housekeeping.close();
    alarms.shutdownNow();
    // Shards go when the results in them are written, else the next node would do them again.
    batches.close();
    work.leave();
    ways.close();
  }
}
