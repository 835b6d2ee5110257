package isthmus.sms.text;

import isthmus.cpm.codec.mime.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to write a text for a peer: alphabet, its data_coding, its header elements and what each
 * character costs.
 */
sealed interface Encoding {
  /** Octets of user data in one short message, TS 23.040 §9.2.3.24. */
  int USER_DATA_OCTETS = 140;

  DataCoding dataCoding();

  Alphabet alphabet();

  /** The header elements that select national tables. */
  List<InformationElement> elements();

  /** Units (septets or octets) of a code point, or 0 when it cannot be encoded. */
  int units(int codePoint);

  /** Units that fit beside a header of so many octets with its length octet. */
  int capacity(int headerOctets);

  /** The octets of a piece of the text, after a header of so many octets. */
  Octets encode(String piece, int headerOctets);

  /** Whether the whole text can be written. */
  default boolean canEncode(String text) {
    return text.codePoints().allMatch(codePoint -> units(codePoint) > 0);
  }

  /**
   * GSM 7 bit, or another alphabet of data_coding 0 that the SMSC turns into GSM 7 bit and
   * therefore counts in septets.
   */
  record Septets(Gsm7 gsm7, Alphabet alphabet, SeptetForm form) implements Encoding {
    @Override
    public DataCoding dataCoding() {
      return DataCoding.DEFAULT;
    }

    @Override
    public List<InformationElement> elements() {
      List<InformationElement> elements = new ArrayList<>();
      if (gsm7.single() != NationalLanguage.DEFAULT) {
        elements.add(new InformationElement.SingleShift(gsm7.single().identifier()));
      }
      if (gsm7.locking() != NationalLanguage.DEFAULT) {
        elements.add(new InformationElement.LockingShift(gsm7.locking().identifier()));
      }
      return elements;
    }

    @Override
    public int units(int codePoint) {
      return codePoint <= highest() ? gsm7.septets(codePoint) : 0;
    }

    private int highest() {
      return switch (alphabet) {
        case ASCII -> 0x7f;
        case LATIN1 -> 0xff;
        case GSM7, UTF8, UCS2, CYRILLIC, HEBREW, JIS, ISO_2022_JP, EXTENDED_JIS, KOREAN, BINARY ->
            Character.MAX_CODE_POINT;
      };
    }

    @Override
    public int capacity(int headerOctets) {
      return (USER_DATA_OCTETS * 8 - headerOctets * 8) / 7;
    }

    @Override
    public Octets encode(String piece, int headerOctets) {
      if (alphabet.charset().isPresent()) {
        return Octets.of(piece.getBytes(alphabet.charset().get()));
      }
      Octets septets =
          gsm7.encode(piece)
              .orElseThrow(() -> new SmsFormatException("a character outside the GSM alphabet"));
      return switch (form) {
        case UNPACKED -> septets;
        case PACKED -> SeptetPacking.pack(septets, SeptetPacking.fillBits(headerOctets));
      };
    }
  }

  /** UCS-2 big-endian; a supplementary character costs two code units. */
  record Ucs2() implements Encoding {
    @Override
    public DataCoding dataCoding() {
      return DataCoding.UCS2;
    }

    @Override
    public Alphabet alphabet() {
      return Alphabet.UCS2;
    }

    @Override
    public List<InformationElement> elements() {
      return List.of();
    }

    @Override
    public int units(int codePoint) {
      return Character.charCount(codePoint);
    }

    @Override
    public int capacity(int headerOctets) {
      return (USER_DATA_OCTETS - headerOctets) / 2;
    }

    @Override
    public Octets encode(String piece, int headerOctets) {
      return Octets.of(piece.getBytes(StandardCharsets.UTF_16BE));
    }
  }
}
