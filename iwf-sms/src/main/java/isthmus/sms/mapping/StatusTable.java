package isthmus.sms.mapping;

import isthmus.sms.text.SmsFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What each command_status means (SMPP 3.4 §5.1.3, 5.0 §4.7.6), as data: the defaults of {@code
 * command-status.csv} and a peer's overrides. Immutable; any thread may use it.
 */
public final class StatusTable {
  private static final String RESOURCE = "command-status.csv";

  private record Row(String name, OutcomeClass outcome, int sip) {}

  private final Map<Integer, Row> rows;
  private final Map<Integer, OutcomeClass> overrides;

  private StatusTable(Map<Integer, Row> rows, Map<Integer, OutcomeClass> overrides) {
    this.rows = rows;
    this.overrides = overrides;
  }

  /** The defaults. */
  public static StatusTable defaults() {
    return new StatusTable(read(), Map.of());
  }

  /** The same with a peer's own view of some codes, on top of earlier ones. */
  public StatusTable with(Map<Integer, OutcomeClass> more) {
    Map<Integer, OutcomeClass> merged = new LinkedHashMap<>(overrides);
    merged.putAll(more);
    return new StatusTable(rows, Map.copyOf(merged));
  }

  /**
   * The class of a command_status; {@link OutcomeClass#VENDOR} for one that neither the table nor
   * the peer's knows.
   */
  public OutcomeClass outcome(int commandStatus) {
    OutcomeClass override = overrides.get(commandStatus);
    return override == null
        ? row(commandStatus).map(Row::outcome).orElse(OutcomeClass.VENDOR)
        : override;
  }

  /** The name without its prefix ESME_, such as RTHROTTLED, or the code in hexadecimal. */
  public String name(int commandStatus) {
    return row(commandStatus)
        .map(Row::name)
        .orElse(String.format(Locale.ROOT, "0x%08X", commandStatus));
  }

  /**
   * The SIP status for the CPM originator (cpm-wire §5.6); an overridden code gets its class's
   * status.
   */
  public int sipStatus(int commandStatus) {
    if (overrides.containsKey(commandStatus)) {
      return sipStatus(outcome(commandStatus));
    }
    return row(commandStatus).map(Row::sip).orElseGet(() -> sipStatus(OutcomeClass.VENDOR));
  }

  /** The SIP status of a class. */
  public static int sipStatus(OutcomeClass outcome) {
    return switch (outcome) {
      case OK -> 202;
      case THROTTLED, SESSION -> 503;
      case TEMPORARY -> 480;
      case BAD_ADDRESS -> 404;
      case BAD_CONTENT -> 400;
      case REJECTED -> 603;
      case OPERATION, VENDOR -> 500;
    };
  }

  /**
   * The command_status for an ESME whose message the CPM side answered with a SIP status (cpm-wire
   * §5.6, reverse).
   */
  public static int commandStatus(int sipStatus) {
    if (sipStatus < 100 || sipStatus > 699) {
      throw new SmsFormatException("SIP status " + sipStatus + ": allowed are 100 to 699");
    }
    return switch (sipStatus) {
      case 403 -> 0x0a; // RINVSRCADR
      case 404, 410, 484, 604 -> 0x0b; // RINVDSTADR
      case 413 -> 0x01; // RINVMSGLEN
      case 408, 480, 486, 503, 504, 600 -> 0x64; // RX_T_APPN
      default ->
          switch (sipStatus / 100) {
            case 1, 2 -> 0x00;
            case 5 -> 0x08; // RSYSERR
            case 6 -> 0x66; // RX_R_APPN
            default -> 0x45; // RSUBMITFAIL
          };
    };
  }

  private Optional<Row> row(int commandStatus) {
    return Optional.ofNullable(rows.get(commandStatus));
  }

  private static Map<Integer, Row> read() {
    try (InputStream in = StatusTable.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing table " + RESOURCE);
      }
      Map<Integer, Row> rows = new LinkedHashMap<>();
      new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(","))
          .forEach(
              cells ->
                  rows.put(
                      Integer.decode(cells[0]),
                      new Row(
                          cells[1], OutcomeClass.valueOf(cells[2]), Integer.parseInt(cells[3]))));
      return Map.copyOf(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
