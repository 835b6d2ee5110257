package isthmus.sms.mapping;

/** How a peer writes message ids in one place. */
public enum MessageIdForm {
  /** Not known; both readings are tried. */
  AUTO,
  /** Opaque text. */
  TEXT,
  /** A decimal number, perhaps with leading zeros. */
  DECIMAL,
  /** A hexadecimal number in either case, perhaps with leading zeros. */
  HEXADECIMAL
}
