package isthmus.gateway.cli;

/** Entry point of the {@code isthmus} command. */
public final class Main {

  private static final String USAGE =
      """
      usage: isthmus COMMAND [OPTIONS]

        run -c FILE     start a gateway
        check -c FILE   validate a configuration and its tables
        demo            start a gateway with simulated peers
      """;

  private Main() {}

  /**
   * Prints how the command is used.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    System.out.print(USAGE);
  }
}
