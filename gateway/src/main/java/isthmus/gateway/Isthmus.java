package isthmus.gateway;

import isthmus.gateway.assembly.Gateway;
import isthmus.gateway.assembly.Selections;
import isthmus.gateway.cli.CommandFailure;
import isthmus.gateway.cli.Commands;
import isthmus.gateway.cli.HttpStories;
import isthmus.gateway.cli.HttpTableDesk;
import isthmus.gateway.cli.Main;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The {@code isthmus} program: the command line with a gateway behind it. */
public final class Isthmus {
  private Isthmus() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    Commands commands =
        new Commands(
            Gateway::start,
            options -> {
              throw CommandFailure.failed("demo: not built");
            },
            (options, out) -> {
              throw CommandFailure.failed("bench: not built");
            },
            new Selections(),
            new HttpStories(),
            new HttpTableDesk(),
            version());
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(new Main(commands, System.getenv(), out, err).run(arguments).code());
  }

  private static String version() {
    return Optional.ofNullable(Isthmus.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
