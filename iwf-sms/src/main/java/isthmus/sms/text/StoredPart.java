package isthmus.sms.text;

import isthmus.cpm.codec.mime.Octets;
import java.io.ByteArrayOutputStream;

/**
 * A received part in the form that a database keeps until its message is complete. It keeps octets,
 * not text: a character may be split between two parts.
 *
 * @param sequence the part's number from 1
 * @param dataCoding data_coding
 * @param header the user data header, which may select national alphabets
 * @param body the octets after the header
 */
public record StoredPart(int sequence, DataCoding dataCoding, UserDataHeader header, Octets body) {
  private static final int FORM = 1;
  private static final int PREFIX = 4;

  /** Refuses a number that is not 1 to 255. */
  public StoredPart {
    if (sequence < 1 || sequence > 255) {
      throw new SmsFormatException("part number " + sequence + ", allowed are 1 to 255");
    }
  }

  /**
   * The length of the header with its length octet as it stands on the wire, which fill bits depend
   * on.
   */
  int headerOctets() {
    return header.write().size();
  }

  /** Octets for a column: form 1, sequence, data_coding, length of the header, header, body. */
  public byte[] encode() {
    Octets headerOctets = header.write();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(PREFIX + headerOctets.size() + body.size());
    out.write(FORM);
    out.write(sequence);
    out.write(dataCoding.value());
    out.write(headerOctets.size());
    headerOctets.writeTo(out);
    body.writeTo(out);
    return out.toByteArray();
  }

  /** Reads what {@link #encode()} wrote. */
  public static StoredPart decode(byte[] encoded) {
    Octets octets = Octets.of(encoded);
    if (octets.size() < PREFIX || octets.unsigned(0) != FORM) {
      throw new SmsFormatException(
          "not a stored part: " + octets.size() + " octets, expected form " + FORM);
    }
    int bodyAt = PREFIX + octets.unsigned(3);
    if (bodyAt > octets.size()) {
      throw new SmsFormatException(
          "stored part: a header of " + octets.unsigned(3) + " octets overruns its end");
    }
    UserDataHeader header =
        octets.unsigned(3) == 0
            ? UserDataHeader.NONE
            : UserDataHeader.parse(octets.slice(PREFIX, bodyAt))
                .map(UserDataHeader.Parsed::header)
                .orElseThrow(() -> new SmsFormatException("stored part: malformed header"));
    return new StoredPart(
        octets.unsigned(1), new DataCoding(octets.unsigned(2)), header, octets.slice(bodyAt));
  }
}
