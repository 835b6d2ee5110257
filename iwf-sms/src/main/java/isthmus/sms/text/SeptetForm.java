package isthmus.sms.text;

/** How a peer puts septets on the SMPP wire. */
public enum SeptetForm {
  /** One septet per octet and no fill bits: the common practice. */
  UNPACKED,
  /** Eight septets in seven octets, with fill bits after a user data header. */
  PACKED
}
