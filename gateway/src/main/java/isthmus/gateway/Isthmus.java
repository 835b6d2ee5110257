package isthmus.gateway;

import isthmus.gateway.assembly.DatabaseDesk;
import isthmus.gateway.assembly.Gateway;
import isthmus.gateway.assembly.Selections;
import isthmus.gateway.bench.Bench;
import isthmus.gateway.cli.Commands;
import isthmus.gateway.cli.Main;
import isthmus.gateway.cli.TerminalPasswords;
import isthmus.gateway.demo.Demo;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code isthmus} program: the command line with a gateway behind it. */
public final class Isthmus {
  private Isthmus() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    String version = version();
    Map<String, String> environment = System.getenv();
    Commands commands =
        new Commands(
            configuration -> Gateway.start(configuration, version, List.of()),
            new Demo(
                (configuration, pages) -> Gateway.start(configuration, version, pages),
                environment),
            new Bench(Isthmus.class.getName(), environment),
            new Selections(),
            DatabaseDesk.desks(System.getProperty("user.name", "shell")),
            new TerminalPasswords(System.in),
            version);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(new Main(commands, environment, out, err).run(arguments).code());
  }

  private static String version() {
    return Optional.ofNullable(Isthmus.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
