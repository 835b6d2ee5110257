package isthmus.sms.mapping;

import isthmus.sms.text.SmsFormatException;

/** Who sends or receives a short message. */
public sealed interface SmsParty {
  /**
   * A telephone number.
   *
   * @param number {@code +} and 3 to 15 digits
   */
  record E164(String number) implements SmsParty {
    /** Refuses anything else. */
    public E164 {
      if (!number.matches("\\+[1-9][0-9]{2,14}")) {
        throw new SmsFormatException(
            "an E.164 number is + and 3 to 15 digits without a leading zero");
      }
    }
  }

  /**
   * A short code, or a number that no rule makes international.
   *
   * @param digits 1 to 20 of 0 to 9, * and #
   */
  record ShortCode(String digits) implements SmsParty {
    /** Refuses anything else. */
    public ShortCode {
      if (!digits.matches("[0-9*#]{1,20}")) {
        throw new SmsFormatException("a short code is 1 to 20 digits, * or #");
      }
    }
  }

  /**
   * A name; nobody can reply to it.
   *
   * @param name 1 to 20 characters
   */
  record Alphanumeric(String name) implements SmsParty {
    /** Refuses anything else. */
    public Alphanumeric {
      if (name.isBlank() || name.length() > 20) {
        throw new SmsFormatException(
            "an alphanumeric address is 1 to 20 characters, not " + name.length());
      }
    }
  }
}
