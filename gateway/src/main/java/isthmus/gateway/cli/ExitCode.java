package isthmus.gateway.cli;

/** How a command ended, for the shell. */
public enum ExitCode {
  /** As asked. */
  OK(0),
  /** It was asked well but could not be done. */
  FAILURE(1),
  /** The command or the configuration is wrong. */
  WRONG_USE(2);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number that the shell sees. */
  public int code() {
    return code;
  }
}
