package isthmus.sms.text;

import isthmus.cpm.codec.mime.Octets;

/** An element of a user data header (TS 23.040 §9.2.3.24). */
public sealed interface InformationElement {
  /** Concatenation with an 8 bit (0x00) or 16 bit (0x08) reference. */
  record Concatenated(Concatenation place) implements InformationElement {
    /** Refuses SAR, which is no header element. */
    public Concatenated {
      if (place.width() == ConcatenationWidth.SAR) {
        throw new SmsFormatException(
            "SAR concatenation is carried in TLVs, not in a user data header");
      }
    }
  }

  /** National language single shift, 0x24; the identifier may be a reserved one. */
  record SingleShift(int identifier) implements InformationElement {}

  /** National language locking shift, 0x25; the identifier may be a reserved one. */
  record LockingShift(int identifier) implements InformationElement {}

  /** Any other element as it came: port addressing (0x04, 0x05), message waiting and so on. */
  record Other(int identifier, Octets data) implements InformationElement {}
}
