package isthmus.sms.text;

import isthmus.cpm.codec.mime.Octets;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * The GSM 7 bit alphabet with a choice of locking and single shift table, one septet per octet (TS
 * 23.038 §6.2.1), as most SMPP peers want it for data_coding 0. {@link SeptetPacking} packs the
 * result where a peer wants it packed.
 *
 * @param locking the table of plain septets; {@link NationalLanguage#DEFAULT} unless element 0x25
 *     is present
 * @param single the table of septets after an escape; {@link NationalLanguage#DEFAULT} unless
 *     element 0x24 is present
 */
public record Gsm7(NationalLanguage locking, NationalLanguage single) {
  /** The default alphabet with its extension table. */
  public static final Gsm7 STANDARD = new Gsm7(NationalLanguage.DEFAULT, NationalLanguage.DEFAULT);

  /** Stands for what cannot be decoded. */
  public static final int REPLACEMENT = 0xfffd;

  static final int ESCAPE = 0x1b;

  /** Refuses a locking shift table for a language that has none. */
  public Gsm7 {
    if (!locking.hasLockingShift()) {
      throw new SmsFormatException(locking + " has no locking shift table");
    }
  }

  /** How many septets a character costs: 1, 2 with an escape, or 0 when it cannot be encoded. */
  public int septets(int codePoint) {
    if (Gsm7Table.locking(locking).septet(codePoint) != Gsm7Table.VOID) {
      return 1;
    }
    return Gsm7Table.single(single).septet(codePoint) != Gsm7Table.VOID ? 2 : 0;
  }

  /** Whether every character of the text has a place in the tables. */
  public boolean canEncode(String text) {
    return text.codePoints().allMatch(codePoint -> septets(codePoint) > 0);
  }

  /**
   * The septets of the text, one per octet; empty when any character has no place: nothing is ever
   * replaced.
   */
  public Optional<Octets> encode(String text) {
    Gsm7Table plain = Gsm7Table.locking(locking);
    Gsm7Table shifted = Gsm7Table.single(single);
    ByteArrayOutputStream septets = new ByteArrayOutputStream(text.length());
    for (int codePoint : text.codePoints().toArray()) {
      int septet = plain.septet(codePoint);
      if (septet == Gsm7Table.VOID) {
        septet = shifted.septet(codePoint);
        if (septet == Gsm7Table.VOID) {
          return Optional.empty();
        }
        septets.write(ESCAPE);
      }
      septets.write(septet);
    }
    return Optional.of(Octets.wrap(septets.toByteArray()));
  }

  /**
   * The text of septets, one per octet; never fails. An escaped septet without a character in the
   * single shift table shows the character of the locking table (TS 23.038 §6.2.1.1), an escape
   * that ends the text or is itself escaped shows a space, and an octet above 0x7F or a void place
   * shows {@link #REPLACEMENT}.
   */
  public String decode(Octets septets) {
    Gsm7Table plain = Gsm7Table.locking(locking);
    Gsm7Table shifted = Gsm7Table.single(single);
    StringBuilder text = new StringBuilder(septets.size());
    for (int i = 0; i < septets.size(); i++) {
      int septet = septets.unsigned(i);
      if (septet != ESCAPE) {
        text.appendCodePoint(shown(plain, septet));
      } else if (i + 1 == septets.size() || septets.unsigned(i + 1) == ESCAPE) {
        text.append(' ');
        i++;
      } else {
        i++;
        int next = septets.unsigned(i);
        int codePoint = next > 0x7f ? Gsm7Table.VOID : shifted.codePoint(next);
        text.appendCodePoint(codePoint == Gsm7Table.VOID ? shown(plain, next) : codePoint);
      }
    }
    return text.toString();
  }

  private static int shown(Gsm7Table table, int septet) {
    int codePoint = septet > 0x7f ? Gsm7Table.VOID : table.codePoint(septet);
    return codePoint == Gsm7Table.VOID ? REPLACEMENT : codePoint;
  }
}
