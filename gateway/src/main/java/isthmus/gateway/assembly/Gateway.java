package isthmus.gateway.assembly;

import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.interworking.InterworkingInbound;
import isthmus.cpm.sip.SipEndpoint;
import isthmus.gateway.access.Access;
import isthmus.gateway.cli.CommandFailure;
import isthmus.gateway.cli.RunningGateway;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.config.IsfConfiguration;
import isthmus.gateway.console.Console;
import isthmus.gateway.console.ConsoleExtension;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.observe.Logs;
import isthmus.gateway.preferences.KnownPreferences;
import isthmus.gateway.preferences.PreferenceDocument;
import isthmus.gateway.rules.ConfiguredRules;
import isthmus.gateway.rules.RuleSets;
import isthmus.gateway.store.DatabaseClock;
import isthmus.gateway.store.PostgresWorkSignal;
import isthmus.isf.IsfRules;
import isthmus.isf.VersionSource;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway: everything that one configuration asks for, started in order. */
public final class Gateway implements RunningGateway {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  /** How often is read what other nodes did to users and registrations. */
  static final Duration FOLLOWING = Duration.ofSeconds(1);

  private static final int PREFERENCES_IN_MEMORY = 50_000;

  private final Configuration configuration;
  private final DatabaseClock clock = new DatabaseClock(InstantSource.system());
  private final Resources resources = new Resources();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);

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
    return cause instanceof IOException unusable
        ? CommandFailure.reason(unusable)
        : message == null ? cause.toString() : message;
  }

  private void open() throws IOException {
    Instant began = clock.instant();
    Logs.apply(configuration.observe());
    String node = NodeName.of(configuration);
    ExecutorService blocking = resources.keep(Executors.newVirtualThreadPerTaskExecutor());
    Codecs codecs = Codecs.of(configuration);
    IsfRules tables = resources.keep(new IsfRules(clock, version -> earlier.rules(version)));
    // The rule compiler and the database take seconds each: they start side by side.
    CompletableFuture<ConfiguredRules> compiling =
        CompletableFuture.supplyAsync(() -> Selections.checked(configuration, tables), blocking);
    Stores stores = resources.keep(Stores.open(configuration, codecs.addresses(), clock));
    KnownPreferences preferences = preferences(stores, codecs, blocking);
    CpmSide cpm = CpmSide.of(configuration.sip(), codecs.addresses(), stores, preferences, clock);
    cpm.load();
    PostgresWorkSignal signal = new PostgresWorkSignal(stores.database());
    SipEntrance sip = new SipEntrance(configuration.sip(), codecs, clock, blocking);
    Pipeline pipeline =
        resources.keep(
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
                    sip::send,
                    inbound -> functions(inbound, codecs),
                    clock,
                    blocking)));
    Access access = resources.keep(access(stores));
    RuleSets rules = resources.keep(rules(node, stores, tables, access));
    earlier = rules.typed();
    rules.start(compiling.join(), "configuration of " + node);
    resources.keep(signal.listen(pipeline.work()::signalled));
    configuration.functions().directory().ifPresent(directory -> watch(directory, pipeline));
    pipeline.start();
    pipeline.housekeeping().every(Duration.ofHours(1), stores::maintain);
    pipeline.housekeeping().every(FOLLOWING, preferences::refresh);
    Gauges gauges = new Gauges(node, version, began, pipeline, stores, configuration, tables);
    SipEndpoint endpoint = sip.open(resources, cpm, pipeline, stores, gauges);
    gauges.listening(true);
    ConsoleSide.Parts parts =
        new ConsoleSide.Parts(
            configuration, codecs, stores, cpm, pipeline, rules, preferences, access, clock);
    Console console = new ConsoleSide(parts, resources).open(gauges, endpoint, extensions);
    served = console.routes();
    consoleAddress =
        "http://" + configuration.http().listen().host() + ":" + console.address().getPort();
    log.info("ready after {} ms", Duration.between(began, clock.instant()).toMillis());
  }

  private KnownPreferences preferences(Stores stores, Codecs codecs, ExecutorService blocking) {
    KnownPreferences preferences =
        new KnownPreferences(
            stores.preferences(),
            new PreferenceDocument(codecs.addresses()),
            PREFERENCES_IN_MEMORY,
            blocking);
    preferences.load();
    resources.keep(stores.preferences().listen(() -> blocking.execute(preferences::refresh)));
    return preferences;
  }

  /** Loads further functions, now and whenever a jar is put there. */
  private void watch(Path directory, Pipeline pipeline) {
    FunctionDirectory functions =
        resources.keepToTheLast(
            new FunctionDirectory(
                directory,
                configuration.data().resolve("functions"),
                configuration.services(),
                pipeline.inbound(),
                pipeline.functions(),
                clock));
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

  private RuleSets rules(String node, Stores stores, IsfRules tables, Access access) {
    RuleSets.Settings settings =
        new RuleSets.Settings(
            node,
            Selections.strategy(configuration),
            configuration.isf().approval() == IsfConfiguration.Approval.REQUIRED);
    return new RuleSets(stores.rules(), tables, settings, access.audit(), clock);
  }

  private List<InterworkingFunction> functions(InterworkingInbound inbound, Codecs codecs) {
    return InstalledFunctions.of(configuration, inbound, codecs.addresses(), clock);
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
    resources.close();
    ended.countDown();
  }
}
