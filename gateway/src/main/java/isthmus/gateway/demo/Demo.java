package isthmus.gateway.demo;

import isthmus.cpm.sip.Hop;
import isthmus.cpm.sip.Transport;
import isthmus.gateway.cli.CommandFailure;
import isthmus.gateway.cli.DemoRunner;
import isthmus.gateway.cli.RunningGateway;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.config.ConfigurationLoader;
import isthmus.gateway.config.ConfigurationResult;
import isthmus.gateway.config.tree.Problem;
import isthmus.sms.smpp.EsmeAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@code isthmus demo}: a gateway with an embedded SIP core, an SMSC with two handsets and a CPM
 * user's phone in one process; what passes between them goes over loopback SIP and SMPP.
 */
public final class Demo implements DemoRunner {
  private static final Duration RECEIPT_DELAY = Duration.ofMillis(800);
  private static final Duration REGISTRATION = Duration.ofMinutes(10);
  private static final List<String> HANDSETS = List.of("+15552000001", "+15552000002");

  private final DemoGateways gateways;
  private final Map<String, String> environment;

  /**
   * A demo.
   *
   * @param gateways starts the gateway
   * @param environment tells where the user's cache is: {@code XDG_CACHE_HOME} or {@code HOME}
   */
  public Demo(DemoGateways gateways, Map<String, String> environment) {
    this.gateways = gateways;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public RunningGateway start(DemoOptions options) throws CommandFailure {
    Path data = options.data().orElseGet(this::usualPlace).toAbsolutePath().normalize();
    DemoPlan plan = DemoPlan.drawn(data, options.http());
    Configuration configuration = configuration(plan.write());
    Playground playground = new Playground();
    SimulatedSmsc smsc = smsc(plan, playground);
    RunningGateway gateway;
    try {
      gateway = gateways.start(configuration, List.of(playground.extension()));
    } catch (CommandFailure e) {
      smsc.close();
      String why = String.join(System.lineSeparator(), e.lines());
      throw CommandFailure.failed(
          why
              + System.lineSeparator()
              + "If a demo is running already, --data DIRECTORY starts another beside it.");
    } catch (RuntimeException e) {
      smsc.close();
      throw e;
    }
    try {
      CpmClient alice = alice(plan, playground);
      playground.peers(alice, smsc);
      return new RunningDemo(plan, gateway, playground, alice, smsc);
    } catch (CommandFailure | RuntimeException e) {
      gateway.close();
      smsc.close();
      throw e;
    }
  }

  private Path usualPlace() {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    if (!cache.isEmpty()) {
      return Path.of(cache, "isthmus", "demo");
    }
    return home.isEmpty() ? Path.of("data", "demo") : Path.of(home, ".cache", "isthmus", "demo");
  }

  private static Configuration configuration(Path file) throws CommandFailure {
    return switch (new ConfigurationLoader(Map.of()).load(file)) {
      case ConfigurationResult.Loaded loaded -> loaded.configuration();
      case ConfigurationResult.Wrong wrong ->
          throw CommandFailure.wrongUse(wrong.problems().stream().map(Problem::toString).toList());
    };
  }

  private static SimulatedSmsc smsc(DemoPlan plan, Playground playground) throws CommandFailure {
    EsmeAccount.Limits limits =
        new EsmeAccount.Limits(
            1_000, 0, 50, 0, 100_000, Duration.ofSeconds(1), Duration.ofSeconds(5));
    EsmeAccount account =
        EsmeAccount.of(DemoPlan.SYSTEM_ID, DemoPlan.SMPP_PASSWORD).withLimits(limits);
    SmscSettings settings =
        SmscSettings.of(account)
            .withPort(plan.smppPort())
            .withHandsets(HANDSETS)
            .withReceiptDelay(RECEIPT_DELAY)
            .withLine(SmscSettings.Line.CUTTABLE);
    SmscListener listener =
        new SmscListener() {
          @Override
          public void changed() {
            playground.changed();
          }

          @Override
          public void receiptTaken(String messageId) {
            playground.changed();
          }
        };
    try {
      return SimulatedSmsc.start(settings, listener, InstantSource.system());
    } catch (IOException e) {
      throw CommandFailure.failed("the simulated SMSC cannot start: " + e.getMessage());
    }
  }

  private static CpmClient alice(DemoPlan plan, Playground playground) throws CommandFailure {
    CpmAccount account =
        new CpmAccount(
            DemoPlan.ALICE,
            DemoPlan.ALICE_PASSWORD,
            "Alice",
            DemoPlan.DOMAIN,
            new Hop(Transport.TCP, "127.0.0.1", plan.sipPort()),
            REGISTRATION);
    try {
      return CpmClient.start(account, playground::changed, InstantSource.system());
    } catch (IOException e) {
      throw CommandFailure.failed("Alice's phone cannot start: " + e.getMessage());
    }
  }

  /** The demo while it runs; closed from the outside in. */
  private record RunningDemo(
      DemoPlan plan,
      RunningGateway gateway,
      Playground playground,
      CpmClient alice,
      SimulatedSmsc smsc,
      AtomicBoolean closed)
      implements RunningGateway {

    RunningDemo(
        DemoPlan plan,
        RunningGateway gateway,
        Playground playground,
        CpmClient alice,
        SimulatedSmsc smsc) {
      this(plan, gateway, playground, alice, smsc, new AtomicBoolean());
    }

    @Override
    public String greeting() {
      return """

      Isthmus demo is ready.

        Playground   http://%1$s/playground/
        Console      http://%1$s/

        A SIP client can be Bob, or another device of Alice:
          registrar  127.0.0.1:%2$d (UDP or TCP), domain %3$s, digest
          Bob        %4$s, password %5$s
          Alice      %6$s, password %7$s
        Handsets     %8$s behind the simulated SMSC on port %9$d
        Data         %10$s

      Ctrl-C ends all.\
      """
          .formatted(
              plan.http(),
              plan.sipPort(),
              DemoPlan.DOMAIN,
              DemoPlan.BOB,
              DemoPlan.BOB_PASSWORD,
              DemoPlan.ALICE,
              DemoPlan.ALICE_PASSWORD,
              String.join(" and ", HANDSETS),
              plan.smppPort(),
              plan.data());
    }

    @Override
    public void awaitEnd() throws InterruptedException {
      gateway.awaitEnd();
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        playground.close();
        alice.close();
        gateway.close();
        smsc.close();
      }
    }
  }
}
