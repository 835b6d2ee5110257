package isthmus.sms.smpp;

/**
 * An SME address (SMPP 3.4 §5.2.5 to §5.2.9).
 *
 * @param ton type of number, 0 to 255
 * @param npi numbering plan indicator, 0 to 255; ISDN is E.164
 * @param address the address without its NUL; each character stands for one octet. To be sent it
 *     must be ASCII of at most 20 characters; what a peer sends may hold any Latin-1 character
 */
public record SmppAddress(int ton, int npi, String address) {
  public static final int TON_UNKNOWN = 0;
  public static final int TON_INTERNATIONAL = 1;
  public static final int TON_NATIONAL = 2;
  public static final int TON_NETWORK_SPECIFIC = 3;
  public static final int TON_ALPHANUMERIC = 5;
  public static final int NPI_UNKNOWN = 0;
  public static final int NPI_ISDN = 1;

  public SmppAddress {
    FieldRange.octet("ton", ton);
    FieldRange.octet("npi", npi);
    FieldRange.cString("address", address);
  }

  /** International ISDN number; digits without a plus sign. */
  public static SmppAddress international(String digits) {
    return new SmppAddress(TON_INTERNATIONAL, NPI_ISDN, digits);
  }

  /** Alphanumeric sender name. */
  public static SmppAddress alphanumeric(String name) {
    return new SmppAddress(TON_ALPHANUMERIC, NPI_UNKNOWN, name);
  }

  /** The unspecified address: TON 0, NPI 0, empty. */
  public static SmppAddress unspecified() {
    return new SmppAddress(TON_UNKNOWN, NPI_UNKNOWN, "");
  }
}
