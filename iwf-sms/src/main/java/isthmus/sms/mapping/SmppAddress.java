package isthmus.sms.mapping;

import isthmus.sms.text.SmsFormatException;

/**
 * An address as SMPP carries it.
 *
 * @param ton type of number (SMPP 3.4 §5.2.5), 0 to 255
 * @param npi numbering plan indicator (§5.2.6), 0 to 255
 * @param value the digits or letters, at most 64 characters (data_sm) and perhaps empty
 */
public record SmppAddress(int ton, int npi, String value) {
  public static final int TON_UNKNOWN = 0;
  public static final int TON_INTERNATIONAL = 1;
  public static final int TON_NATIONAL = 2;
  public static final int TON_NETWORK_SPECIFIC = 3;
  public static final int TON_SUBSCRIBER = 4;
  public static final int TON_ALPHANUMERIC = 5;
  public static final int TON_ABBREVIATED = 6;
  public static final int NPI_UNKNOWN = 0;
  public static final int NPI_ISDN = 1;

  /** Takes the low eight bits of ton and npi, since SMPP libraries hand over signed bytes. */
  public SmppAddress {
    ton &= 0xff;
    npi &= 0xff;
    if (value.length() > 64) {
      throw new SmsFormatException(
          "an SMPP address of " + value.length() + " characters, at most 64 fit");
    }
  }
}
