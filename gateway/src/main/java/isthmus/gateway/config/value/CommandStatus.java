package isthmus.gateway.config.value;

/**
 * An SMPP {@code command_status} (SMPP 3.4 §5.1.3), written {@code 0x58} or {@code 88}.
 *
 * @param code 1 to 0xFFFFFFFF
 */
public record CommandStatus(long code) {

  /** Refuses 0, which is success, and what does not fit four octets. */
  public CommandStatus {
    if (code < 1 || code > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("out of range");
    }
  }

  /** Reads a status as it is written in a configuration. */
  public static CommandStatus parse(String text) {
    return new CommandStatus(
        text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text));
  }

  @Override
  public String toString() {
    return "0x%08X".formatted(code);
  }
}
