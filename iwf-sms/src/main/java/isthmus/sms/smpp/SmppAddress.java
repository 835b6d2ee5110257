package isthmus.sms.smpp;

/**
 * An SME address (SMPP 3.4 §5.2.5 to §5.2.9).
 *
 * @param ton type of number, 0 to 255; 1 international, 2 national, 5 alphanumeric
 * @param npi numbering plan indicator, 0 to 255; 1 ISDN (E.164)
 * @param address the address without its NUL; each character stands for one octet. To be sent it
 *     must be ASCII of at most 20 characters; what a peer sends may hold any Latin-1 character
 */
public record SmppAddress(int ton, int npi, String address) {
  public SmppAddress {
    FieldRange.octet("ton", ton);
    FieldRange.octet("npi", npi);
    FieldRange.cString("address", address);
  }

  /** International ISDN number; digits without a plus sign. */
  public static SmppAddress international(String digits) {
    return new SmppAddress(1, 1, digits);
  }

  /** Alphanumeric sender name. */
  public static SmppAddress alphanumeric(String name) {
    return new SmppAddress(5, 0, name);
  }

  /** The unspecified address: TON 0, NPI 0, empty. */
  public static SmppAddress unspecified() {
    return new SmppAddress(0, 0, "");
  }
}
