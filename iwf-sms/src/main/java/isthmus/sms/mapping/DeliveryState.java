package isthmus.sms.mapping;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A message_state (SMPP 3.4 §5.2.28, 5.0 §4.7.15) with the word that stands for it in the text of a
 * receipt (appendix B).
 */
public enum DeliveryState {
  /** Version 5 only. */
  SCHEDULED(0, "SCHEDLD"),
  ENROUTE(1, "ENROUTE"),
  DELIVERED(2, "DELIVRD"),
  EXPIRED(3, "EXPIRED"),
  DELETED(4, "DELETED"),
  UNDELIVERABLE(5, "UNDELIV"),
  ACCEPTED(6, "ACCEPTD"),
  UNKNOWN(7, "UNKNOWN"),
  REJECTED(8, "REJECTD"),
  /** Version 5 only. */
  SKIPPED(9, "SKIPPED");

  // Words of real peers beside the seven letters of appendix B (facts B7); kannel calls the last
  // group buffered.
  private static final Map<String, DeliveryState> VENDOR_WORDS =
      Map.ofEntries(
          Map.entry("DELIVERED", DELIVERED),
          Map.entry("DELIVERD", DELIVERED),
          Map.entry("UNDELIVERABLE", UNDELIVERABLE),
          Map.entry("UNDELIVERED", UNDELIVERABLE),
          Map.entry("UNDELIVRD", UNDELIVERABLE),
          Map.entry("FAILED", UNDELIVERABLE),
          Map.entry("FAIL", UNDELIVERABLE),
          Map.entry("REJECTED", REJECTED),
          Map.entry("EXPIRD", EXPIRED),
          Map.entry("SCHEDULED", SCHEDULED),
          Map.entry("UNKNOWN_STATE", UNKNOWN),
          Map.entry("ACCEPTED", ACCEPTED),
          Map.entry("ACKED", ACCEPTED),
          Map.entry("BUFFRED", ACCEPTED),
          Map.entry("BUFFERD", ACCEPTED),
          Map.entry("BUFFERED", ACCEPTED));

  private final int code;
  private final String word;

  DeliveryState(int code, String word) {
    this.code = code;
    this.word = word;
  }

  /** The value of the message_state TLV, which is not an ordinal of anybody else's. */
  public int code() {
    return code;
  }

  /** The seven letters of appendix B. */
  public String word() {
    return word;
  }

  /** The state of a message_state value; empty for a reserved one. */
  public static Optional<DeliveryState> ofCode(int code) {
    return Arrays.stream(values()).filter(state -> state.code == code).findFirst();
  }

  /**
   * The state of a word in any case, of a vendor's word, or of a message_state written in digits.
   */
  public static Optional<DeliveryState> ofWord(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    if (upper.matches("\\d{1,3}")) {
      return ofCode(Integer.parseInt(upper));
    }
    for (DeliveryState state : values()) {
      if (state.word.equals(upper)) {
        return Optional.of(state);
      }
    }
    return Optional.ofNullable(VENDOR_WORDS.get(upper));
  }

  /**
   * Whether no other state follows. ACCEPTED is not final here; {@link ReceiptPolicy} may make it
   * so.
   */
  public boolean isFinal() {
    return switch (this) {
      case SCHEDULED, ENROUTE, ACCEPTED -> false;
      case DELIVERED, EXPIRED, DELETED, UNDELIVERABLE, UNKNOWN, REJECTED, SKIPPED -> true;
    };
  }
}
