package isthmus.sms.text;

/**
 * A data_coding octet (SMPP 3.4 §5.2.19). Values 0x00 to 0x0F are SMPP's own list; the others are
 * the GSM data coding scheme of TS 23.038 §4.
 *
 * @param value 0 to 255
 */
public record DataCoding(int value) {
  /** The SMSC's default alphabet. */
  public static final DataCoding DEFAULT = new DataCoding(0);

  /** Latin-1. */
  public static final DataCoding LATIN1 = new DataCoding(3);

  /** 8 bit binary. */
  public static final DataCoding BINARY = new DataCoding(4);

  /** UCS-2. */
  public static final DataCoding UCS2 = new DataCoding(8);

  /** Takes the low eight bits, since SMPP libraries hand over a signed byte. */
  public DataCoding {
    value &= 0xff;
  }

  /** How a peer of that profile means it. */
  public Alphabet alphabet(TextProfile profile) {
    Alphabet chosen = profile.alphabets().get(value);
    return chosen == null ? byTable(profile) : chosen;
  }

  private Alphabet byTable(TextProfile profile) {
    return switch (value) {
      case 0x00 -> profile.defaultAlphabet();
      case 0x01 -> Alphabet.ASCII;
      case 0x03 -> Alphabet.LATIN1;
      case 0x02, 0x04, 0x09 -> Alphabet.BINARY;
      case 0x05 -> Alphabet.JIS;
      case 0x06 -> Alphabet.CYRILLIC;
      case 0x07 -> Alphabet.HEBREW;
      case 0x08 -> Alphabet.UCS2;
      case 0x0a -> Alphabet.ISO_2022_JP;
      case 0x0d -> Alphabet.EXTENDED_JIS;
      case 0x0e -> Alphabet.KOREAN;
      case 0x0b, 0x0c, 0x0f -> profile.defaultAlphabet();
      default -> byGsmScheme();
    };
  }

  private Alphabet byGsmScheme() {
    if (value < 0x80) {
      boolean compressed = (value & 0x20) != 0;
      return compressed ? Alphabet.BINARY : generalGroup();
    }
    return switch (value >> 4) {
      case 0xe -> Alphabet.UCS2; // message waiting, UCS-2
      case 0xf -> (value & 4) == 0 ? Alphabet.GSM7 : Alphabet.BINARY;
      // Reserved groups (0x80 to 0xBF) are to be read as the default alphabet, §4; 0xC and 0xD are
      // message waiting.
      default -> Alphabet.GSM7;
    };
  }

  private Alphabet generalGroup() {
    return switch ((value >> 2) & 3) {
      case 1 -> Alphabet.BINARY;
      case 2 -> Alphabet.UCS2;
      default -> Alphabet.GSM7;
    };
  }
}
