package isthmus.sms.mapping;

import isthmus.sms.text.SmsFormatException;
import java.time.Duration;
import java.time.Instant;

/**
 * How a peer wants its validity periods (facts B9).
 *
 * @param form absolute, relative or not at all
 * @param longest a longer validity is shortened to it; peers cap at 24 to 72 hours
 */
public record ValidityPolicy(Form form, Duration longest) {
  /** The form of validity_period. */
  public enum Form {
    ABSOLUTE,
    RELATIVE,
    /** The field stays empty and the SMSC's default holds. */
    NONE
  }

  /** Relative, at most 72 hours. */
  public static final ValidityPolicy STANDARD =
      new ValidityPolicy(Form.RELATIVE, Duration.ofDays(3));

  /** Refuses a limit below a minute. */
  public ValidityPolicy {
    if (longest.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new SmsFormatException("longest validity " + longest + ": at least PT1M is needed");
    }
  }

  /** The field for a message that expires at an instant; one that is due already gets a second. */
  public String field(Instant now, Instant expires) {
    Duration left = Duration.between(now, expires);
    Duration atLeast = left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    Duration validity = shorter(atLeast, longest);
    return switch (form) {
      case NONE -> "";
      case ABSOLUTE -> new SmppTime.Absolute(now.plus(validity)).encode();
      case RELATIVE -> SmppTime.relative(shorter(validity, SmppTime.LONGEST_RELATIVE)).encode();
    };
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
