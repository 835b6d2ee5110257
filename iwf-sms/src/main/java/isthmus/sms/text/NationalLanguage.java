package isthmus.sms.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A national language of TS 23.038 §6.2.1.2.4 with the identifier that information elements 0x24
 * (single shift) and 0x25 (locking shift) carry. {@link #DEFAULT} stands for the GSM 7 bit default
 * alphabet and its extension table.
 */
public enum NationalLanguage {
  DEFAULT(0),
  TURKISH(1),
  /** Has a single shift table only. */
  SPANISH(2),
  PORTUGUESE(3),
  BENGALI(4),
  GUJARATI(5),
  HINDI(6),
  KANNADA(7),
  MALAYALAM(8),
  ORIYA(9),
  PUNJABI(10),
  TAMIL(11),
  TELUGU(12),
  URDU(13);

  private final int identifier;

  NationalLanguage(int identifier) {
    this.identifier = identifier;
  }

  /** The identifier on the wire, 0 for the default alphabet. */
  public int identifier() {
    return identifier;
  }

  /** Whether the language has a locking shift table. */
  public boolean hasLockingShift() {
    return this != SPANISH;
  }

  /** The language of an identifier; empty for a reserved one. */
  public static Optional<NationalLanguage> of(int identifier) {
    return Arrays.stream(values())
        .filter(language -> language.identifier == identifier)
        .findFirst();
  }

  String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
