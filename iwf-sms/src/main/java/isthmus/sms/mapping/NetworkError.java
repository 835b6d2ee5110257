package isthmus.sms.mapping;

import isthmus.sms.text.SmsFormatException;

/**
 * The network_error_code TLV (SMPP 3.4 §5.3.2.31).
 *
 * @param networkType 1 ANSI-136, 2 IS-95, 3 GSM, others by peer
 * @param code 0 to 65535
 */
public record NetworkError(int networkType, int code) {
  /** The network type of GSM. */
  public static final int GSM = 3;

  /** Refuses what does not fit the TLV. */
  public NetworkError {
    if (networkType < 0 || networkType > 0xff || code < 0 || code > 0xffff) {
      throw new SmsFormatException(
          "network error " + networkType + "/" + code + " does not fit the TLV");
    }
  }
}
