package isthmus.sms.mapping;

import isthmus.sms.text.SmsFormatException;
import java.util.Locale;

/**
 * A message id given by an SMSC.
 *
 * @param raw as received, to be used whenever the peer is asked about the message
 * @param canonical what a store indexes: without surrounding white space, in lower case, without
 *     leading zeros ("0" for zeros alone). No number is converted, so that what {@link
 *     ExternalIdMatcher} looks up is always this one column.
 */
public record ExternalId(String raw, String canonical) {
  static final int MAX_CHARACTERS = 256;

  /** Refuses a canonical form that is not the raw id's. */
  public ExternalId {
    if (!canonical.equals(canonicalForm(raw))) {
      throw new SmsFormatException("canonical message id does not belong to the raw one");
    }
  }

  /** The id with its canonical form; 65 octets are allowed on the wire, peers stay below 256. */
  public static ExternalId of(String raw) {
    return new ExternalId(raw, canonicalForm(raw));
  }

  private static String canonicalForm(String raw) {
    String stripped = raw.strip();
    if (stripped.isEmpty() || stripped.length() > MAX_CHARACTERS) {
      throw new SmsFormatException(
          "message id of " + stripped.length() + " characters: allowed are 1 to " + MAX_CHARACTERS);
    }
    String significant = stripped.toLowerCase(Locale.ROOT).replaceFirst("^0+", "");
    return significant.isEmpty() ? "0" : significant;
  }
}
