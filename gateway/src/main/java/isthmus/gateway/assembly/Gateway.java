package isthmus.gateway.assembly;

import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.interworking.InterworkingInbound;
import isthmus.cpm.sip.OutboundSipRequest;
import isthmus.cpm.sip.SipEndpoint;
import isthmus.cpm.sip.SipResult;
import isthmus.gateway.access.Access;
import isthmus.gateway.cli.CommandFailure;
import isthmus.gateway.cli.RunningGateway;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.config.IsfConfiguration;
import isthmus.gateway.console.Console;
import isthmus.gateway.console.ConsoleExtension;
import isthmus.gateway.console.ConsolePage;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.flow.SelectionRequests;
import isthmus.gateway.link.LinkRoutes;
import isthmus.gateway.observe.Logs;
import isthmus.gateway.observe.ObservedGateway;
import isthmus.gateway.preferences.KnownPreferences;
import isthmus.gateway.preferences.PreferenceDocument;
import isthmus.gateway.preferences.PreferenceRoutes;
import isthmus.gateway.store.PostgresWorkSignal;
import isthmus.gateway.tables.ConfiguredRules;
import isthmus.gateway.tables.DraftRoutes;
import isthmus.gateway.tables.Drafts;
import isthmus.gateway.tables.Inquiries;
import isthmus.gateway.tables.InquiryReader;
import isthmus.gateway.tables.QuestionRoutes;
import isthmus.gateway.tables.Recorded;
import isthmus.gateway.tables.RuleSets;
import isthmus.gateway.tables.StateRoutes;
import isthmus.gateway.tables.VersionRoutes;
import isthmus.gateway.users.CoreRegistrationDoor;
import isthmus.gateway.users.RegisterDoor;
import isthmus.gateway.users.RegistrationDoor;
import isthmus.gateway.users.UserAdministration;
import isthmus.gateway.users.UserRoutes;
import isthmus.gateway.whatif.WhatIfs;
import isthmus.isf.IsfRules;
import isthmus.isf.VersionSource;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway: everything that one configuration asks for, started in order. */
public final class Gateway implements RunningGateway {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  private static final ConsolePage ROUTING =
      new ConsolePage("/routing", "Routing", "isthmus/gateway/console/routing");

  /** How often is read what other nodes did to users and registrations. */
  private static final Duration FOLLOWING = Duration.ofSeconds(1);

  private static final int PREFERENCES_IN_MEMORY = 50_000;

  private final Configuration configuration;
  private final InstantSource clock = InstantSource.system();

  /** What was opened, the latest first: closed in this order. */
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);

  /** The endpoint comes last, when there is somebody behind it; until then nothing is sent. */
  private volatile Optional<SipEndpoint> sip = Optional.empty();

  /** The versions that messages under way were selected by; none before there is a database. */
  private volatile VersionSource earlier = VersionSource.NONE;

  private final List<ConsoleExtension> extensions;
  private final String version;
  private volatile String consoleAddress = "";
  private volatile List<Route> served = List.of();

  private Gateway(Configuration configuration, String version, List<ConsoleExtension> extensions) {
    this.configuration = configuration;
    this.version = version;
    this.extensions = List.copyOf(extensions);
  }

  /**
   * Starts a gateway and waits until it takes messages. On failure nothing keeps running.
   *
   * @param version what the console calls this build
   * @param extensions further pages of the console
   * @throws CommandFailure with a line that says what an operator can mend
   */
  public static Gateway start(
      Configuration configuration, String version, List<ConsoleExtension> extensions)
      throws CommandFailure {
    Gateway gateway = new Gateway(configuration, version, extensions);
    try {
      gateway.open();
      return gateway;
    } catch (IOException | RuntimeException failed) {
      log.debug("not started", failed);
      gateway.close();
      throw CommandFailure.failed(lineOf(failed));
    }
  }

  private static String lineOf(Throwable failed) {
    Throwable cause =
        failed instanceof CompletionException && failed.getCause() != null
            ? failed.getCause()
            : failed;
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }

  private void open() throws IOException {
    Instant began = clock.instant();
    Logs.apply(configuration.observe());
    String node = NodeName.of(configuration);
    ExecutorService blocking = opened(Executors.newVirtualThreadPerTaskExecutor());
    Codecs codecs = Codecs.of(configuration);
    IsfRules tables = opened(new IsfRules(clock, version -> earlier.rules(version)));
    // The rule compiler and the database take seconds each: they start side by side.
    CompletableFuture<ConfiguredRules> compiling =
        CompletableFuture.supplyAsync(() -> Selections.checked(configuration, tables), blocking);
    Stores stores = opened(Stores.open(configuration, codecs.addresses(), clock));
    KnownPreferences preferences =
        new KnownPreferences(
            stores.preferences(),
            new PreferenceDocument(codecs.addresses()),
            PREFERENCES_IN_MEMORY,
            blocking);
    preferences.load();
    opened(stores.preferences().listen(() -> blocking.execute(preferences::refresh)));
    CpmSide cpm = CpmSide.of(configuration.sip(), codecs.addresses(), stores, preferences, clock);
    Optional<UserAdministration> users = known(cpm);
    PostgresWorkSignal signal = new PostgresWorkSignal(stores.database());
    Pipeline pipeline =
        opened(
            new Pipeline(
                new Pipeline.Parts(
                    configuration,
                    node,
                    codecs,
                    cpm,
                    preferences,
                    stores,
                    tables,
                    stores.waitingParts(),
                    signal,
                    this::send,
                    inbound -> functions(inbound, codecs),
                    clock,
                    blocking)));
    Access access = opened(access(stores));
    RuleSets rules = opened(rules(node, stores, tables, access));
    earlier = rules.typed();
    rules.start(compiling.join(), "configuration of " + node);
    opened(signal.listen(pipeline.work()::signalled));
    configuration.functions().directory().ifPresent(directory -> watch(directory, pipeline));
    pipeline.start();
    pipeline.housekeeping().every(Duration.ofHours(1), stores::maintain);
    pipeline.housekeeping().every(FOLLOWING, preferences::refresh);
    Gauges gauges = new Gauges(node, version, began, pipeline, stores, configuration, tables);
    pipeline.housekeeping().every(Duration.ofSeconds(2), gauges::probe);
    SipEndpoint endpoint = endpoint(codecs, cpm, pipeline, stores, gauges, blocking);
    sip = Optional.of(endpoint);
    gauges.listening(true);
    List<Route> routes = new ArrayList<>(ruleRoutes(rules, stores, pipeline, codecs, cpm, access));
    routes.addAll(new UserRoutes(users, access.audit()).routes());
    routes.addAll(
        new PreferenceRoutes(
                stores.preferences(),
                preferences,
                codecs.addresses(),
                configuration.sip().domain(),
                pipeline.functions(),
                access.audit(),
                clock)
            .routes());
    routes.addAll(new LinkRoutes(stores.links(), clock).routes());
    WhatIfs runs = opened(new WhatIfs(clock));
    routes.addAll(AnalysisSide.routes(rules, stores, pipeline, codecs, runs, clock).routes());
    console(gauges, pipeline, endpoint, stores, rules, routes, access);
    log.info("ready after {} ms", Duration.between(began, clock.instant()).toMillis());
  }

  /** Loads further functions, now and whenever a jar is put there. */
  private void watch(Path directory, Pipeline pipeline) {
    FunctionDirectory functions =
        new FunctionDirectory(
            directory,
            configuration.data().resolve("functions"),
            configuration.services(),
            pipeline.inbound(),
            pipeline.functions(),
            clock);
    open.addLast(functions);
    functions.loadAll();
    pipeline.housekeeping().every(FOLLOWING, functions::look);
  }

  private Access access(Stores stores) {
    InetAddress listen = configuration.http().listen().toSocketAddress().getAddress();
    return Access.to(
        stores.database(),
        configuration.access(),
        listen != null && listen.isLoopbackAddress(),
        clock);
  }

  /** Reads the users of the embedded core and who is registered, before anybody asks. */
  private static Optional<UserAdministration> known(CpmSide cpm) {
    return switch (cpm.registrations()) {
      case CpmSide.Embedded embedded -> {
        embedded.administration().refresh();
        var _ = embedded.clients().refresh();
        yield Optional.of(embedded.administration());
      }
      case CpmSide.Core _ -> Optional.empty();
    };
  }

  private RuleSets rules(String node, Stores stores, IsfRules tables, Access access) {
    RuleSets.Settings settings =
        new RuleSets.Settings(
            node,
            Selections.strategy(configuration),
            configuration.isf().approval() == IsfConfiguration.Approval.REQUIRED);
    return new RuleSets(stores.rules(), tables, settings, access.audit(), clock);
  }

  private List<Route> ruleRoutes(
      RuleSets rules, Stores stores, Pipeline pipeline, Codecs codecs, CpmSide cpm, Access access) {
    Drafts drafts = opened(new Drafts(stores.rules().drafts(), rules));
    SelectionRequests requests = pipeline.selectionRequests();
    Inquiries inquiries =
        new Inquiries(
            pipeline.decision(),
            cpm.recipients(),
            requests,
            codecs.addresses(),
            pipeline.selection(),
            pipeline::selectionBy);
    QuestionRoutes questions =
        new QuestionRoutes(
            rules,
            inquiries,
            new InquiryReader(codecs.addresses(), requests, clock),
            new Recorded(stores.stories(), rules.typed()));
    List<Route> routes =
        new ArrayList<>(new StateRoutes(rules, drafts, pipeline.functions()::services).routes());
    routes.addAll(new VersionRoutes(rules, access.audit()).routes());
    routes.addAll(new DraftRoutes(drafts, rules, access.audit()).routes());
    routes.addAll(questions.routes());
    return routes;
  }

  private void console(
      Gauges gauges,
      Pipeline pipeline,
      SipEndpoint endpoint,
      Stores stores,
      RuleSets rules,
      List<Route> routes,
      Access access)
      throws IOException {
    List<ConsoleExtension> parts = new ArrayList<>(extensions);
    parts.add(new ConsoleExtension(List.of(ROUTING), routes));
    parts.add(access.extension());
    ObservedGateway observed =
        new ObservedGateway(
            gauges,
            pipeline.functions()::links,
            pipeline.functions()::remarks,
            endpoint::counters,
            stores.stories(),
            clock);
    Console console =
        opened(
            Console.open(
                configuration.http().listen().toSocketAddress(),
                configuration.http().maxBody().toIntBytes(),
                observed,
                rules.typed(),
                parts,
                access.gatekeeper()));
    served = console.routes();
    consoleAddress =
        "http://" + configuration.http().listen().host() + ":" + console.address().getPort();
  }

  private SipEndpoint endpoint(
      Codecs codecs,
      CpmSide cpm,
      Pipeline pipeline,
      Stores stores,
      Gauges gauges,
      ExecutorService blocking)
      throws IOException {
    Reception reception =
        switch (cpm.registrations()) {
          // Digests are checked beside the threads that receive.
          case CpmSide.Embedded _ -> opened(new SenderStripes());
          case CpmSide.Core _ -> Reception.atOnce();
        };
    return opened(
        SipEndpoint.start(
            SipSide.config(configuration.sip()),
            new SipDoors(
                pipeline.ways(),
                registerDoor(codecs, cpm, pipeline, stores, blocking),
                reception,
                configuration.sip().retryAfter()),
            new Overload(
                gauges::suspended,
                pipeline.batches()::nearlyFull,
                configuration.sip().retryAfter())));
  }

  private RegisterDoor registerDoor(
      Codecs codecs, CpmSide cpm, Pipeline pipeline, Stores stores, ExecutorService blocking) {
    Duration retryAfter = configuration.sip().retryAfter();
    return switch (cpm.registrations()) {
      case CpmSide.Embedded embedded -> {
        RegistrationDoor door =
            new RegistrationDoor(
                embedded.registrar(),
                embedded.users(),
                embedded.clients(),
                stores.messages(),
                pipeline.work(),
                clock,
                blocking,
                retryAfter);
        follow(embedded, door, pipeline, stores);
        yield door;
      }
      case CpmSide.Core core ->
          new CoreRegistrationDoor(
              core.trusted(),
              codecs.addresses(),
              core.users(),
              stores.messages(),
              pipeline.work(),
              clock,
              blocking,
              retryAfter);
    };
  }

  /** What other nodes do to users and registrations is known here a second later. */
  private void follow(
      CpmSide.Embedded embedded, RegistrationDoor door, Pipeline pipeline, Stores stores) {
    pipeline.housekeeping().every(FOLLOWING, embedded.administration()::refresh);
    pipeline.housekeeping().every(FOLLOWING, door::refresh);
    pipeline
        .housekeeping()
        .every(Duration.ofMinutes(1), () -> stores.bindings().removeExpired(clock.instant()));
  }

  private List<InterworkingFunction> functions(InterworkingInbound inbound, Codecs codecs) {
    return InstalledFunctions.of(configuration, inbound, codecs.addresses(), clock);
  }

  private CompletionStage<SipResult> send(OutboundSipRequest request) {
    return sip.map(endpoint -> endpoint.send(request))
        .orElseGet(
            () ->
                CompletableFuture.completedStage(
                    new SipResult.TransportFailed("the gateway is starting or stopping")));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  /** Every route of the console and of REST. */
  public List<Route> routes() {
    return served;
  }

  @Override
  public String greeting() {
    return "Isthmus is ready. Console: " + consoleAddress;
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    while (!open.isEmpty()) {
      AutoCloseable resource = open.pop();
      try {
        resource.close();
      } catch (Exception broken) {
        log.warn("{} did not close: {}", resource.getClass().getSimpleName(), broken.toString());
      }
    }
    ended.countDown();
  }
}
