package isthmus.gateway.cli;

import java.io.PrintWriter;

/**
 * Keeps the process alive while a gateway runs, and closes it when the process is asked to end. The
 * hook stays registered: closing twice is allowed, and the process ends anyway.
 */
final class Foreground {
  private final PrintWriter out;

  Foreground(PrintWriter out) {
    this.out = out;
  }

  ExitCode run(RunningGateway gateway) {
    Thread closer = new Thread(gateway::close, "shutdown");
    Runtime.getRuntime().addShutdownHook(closer);
    out.println(gateway.greeting());
    out.flush();
    try {
      gateway.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    gateway.close();
    return ExitCode.OK;
  }
}
