package isthmus.gateway.bench;

import isthmus.cpm.port.FreePorts;
import isthmus.gateway.cli.CommandFailure;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.config.ConfigurationLoader;
import isthmus.gateway.config.ConfigurationResult;
import isthmus.gateway.config.SmscConfiguration;
import isthmus.gateway.config.tree.Problem;
import isthmus.gateway.config.value.HostPort;
import isthmus.gateway.config.value.ListenAddress;
import isthmus.gateway.config.value.Secret;
import isthmus.gateway.config.value.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a bench takes place: the gateway's configuration file and what it says of its peers.
 *
 * @param configuration the file
 * @param folder for logs, and everything else when the bench made the configuration itself
 * @param ownData whether the data directory is the bench's own and goes with it
 * @param data the gateway's data directory
 * @param sip where the gateway listens, over UDP
 * @param domain its SIP domain
 * @param core where it sends requests for CPM users
 * @param http its console
 * @param smsc where it expects its SMSC
 */
record BenchSite(
    Path configuration,
    Path folder,
    boolean ownData,
    Path data,
    InetSocketAddress sip,
    String domain,
    InetSocketAddress core,
    URI http,
    SmscPlace smsc) {

  /**
   * The SMSC that the gateway wants to bind to.
   *
   * @param inboundWindow most unanswered deliveries that the gateway takes; more it throttles
   */
  record SmscPlace(HostPort address, String systemId, String password, int inboundWindow) {
    /** Without the password. */
    @Override
    public String toString() {
      return systemId + " at " + address;
    }
  }

  private static final String ROUTING_TABLE =
      """
      Criterion,SMS
      Max size (bytes),1530
      Text ok,Yes
      Service provider allows for user,Yes
      """;

  /** A site of its own: embedded database, free ports on the loopback interface. */
  static BenchSite own(Path folder) throws CommandFailure {
    try {
      FreePorts ports = new FreePorts();
      Files.createDirectories(folder);
      Path file = folder.resolve("bench.yaml");
      Files.writeString(folder.resolve("routing.csv"), ROUTING_TABLE);
      Files.writeString(
          file,
          """
          data: data
          database: embedded
          sip:
            listen: ["udp://127.0.0.1:%d"]
            domain: ims.example.org
            mode: isc
            trusted: ["127.0.0.1/32"]
            next-hop: "sip:127.0.0.1:%d;transport=udp"
          sms:
            smsc:
              - {id: s1, host: 127.0.0.1, port: %d, system-id: bench, password: bench, window: 100}
          isf: {table: routing.csv}
          http: {listen: "127.0.0.1:%d"}
          """
              .formatted(ports.next(), ports.next(), ports.next(), ports.next()));
      return of(file, folder, true);
    } catch (IOException e) {
      throw CommandFailure.failed(folder + " cannot be written: " + e.getMessage());
    }
  }

  /** The site that a user's configuration describes. */
  static BenchSite given(Path configuration, Path folder) throws CommandFailure {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw CommandFailure.failed(folder + " cannot be written: " + e.getMessage());
    }
    return of(configuration, folder, false);
  }

  private static BenchSite of(Path file, Path folder, boolean own) throws CommandFailure {
    Configuration configuration = load(file);
    Optional<ListenAddress> sip =
        configuration.sip().listen().stream()
            .filter(listen -> listen.transport() == Transport.UDP)
            .findFirst();
    if (sip.isEmpty()) {
      throw CommandFailure.wrongUse(file + ": sip.listen: the bench needs a udp:// address");
    }
    if (configuration.sip().nextHop().isEmpty()) {
      throw CommandFailure.wrongUse(file + ": sip.mode: the bench needs isc with a next-hop");
    }
    if (configuration.sms().smsc().isEmpty()) {
      throw CommandFailure.wrongUse(file + ": sms.smsc: the bench needs one SMSC");
    }
    SmscConfiguration smsc = configuration.sms().smsc().getFirst();
    return new BenchSite(
        file,
        folder,
        own,
        configuration.data(),
        reachable(sip.get().address()).toSocketAddress(),
        configuration.sip().domain(),
        configuration.sip().nextHop().get().address().toSocketAddress(),
        URI.create("http://" + reachable(configuration.http().listen())),
        new SmscPlace(
            new HostPort(smsc.host(), smsc.port()),
            smsc.systemId(),
            smsc.password().map(Secret::reveal).orElse(""),
            smsc.inboundWindow()));
  }

  private static Configuration load(Path file) throws CommandFailure {
    return switch (new ConfigurationLoader(Map.of()).load(file)) {
      case ConfigurationResult.Loaded loaded -> loaded.configuration();
      case ConfigurationResult.Wrong wrong ->
          throw CommandFailure.wrongUse(wrong.problems().stream().map(Problem::toString).toList());
    };
  }

  private static HostPort reachable(HostPort listen) {
    return listen.isWildcard() ? new HostPort("127.0.0.1", listen.port()) : listen;
  }

  Path log() {
    return folder.resolve("gateway.log");
  }

  /** Removes what the bench made, if it made it. */
  void clean() {
    if (!ownData) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      org.slf4j.LoggerFactory.getLogger(BenchSite.class)
          .warn("{} is not removed: {}", folder, e.getMessage());
    }
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "bench with " + List.of(configuration, data, sip, core, smsc);
  }
}
