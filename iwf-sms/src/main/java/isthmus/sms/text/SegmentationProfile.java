package isthmus.sms.text;

import java.util.Set;

/**
 * How texts are to be sent to a peer.
 *
 * @param way how a long text is divided
 * @param defaultAlphabet what data_coding 0 means to the peer: GSM7, LATIN1, ASCII or UTF8
 * @param septetForm packed or unpacked septets; packed only with GSM7
 * @param lockingShifts national locking shift tables that the peer supports
 * @param singleShifts national single shift tables that the peer supports
 * @param transliteration whether typographic characters may give way
 * @param maxSegments the most segments that a text may take, 1 to 255
 */
public record SegmentationProfile(
    Way way,
    Alphabet defaultAlphabet,
    SeptetForm septetForm,
    Set<NationalLanguage> lockingShifts,
    Set<NationalLanguage> singleShifts,
    Transliteration transliteration,
    int maxSegments) {

  /** The four ways of facts B6. */
  public enum Way {
    /** A header with an 8 bit reference. */
    UDH_8,
    /** A header with a 16 bit reference. */
    UDH_16,
    /** SAR TLVs; the SMSC builds the header. */
    SAR,
    /** One PDU with message_payload; the SMSC divides. */
    MESSAGE_PAYLOAD
  }

  // jSMPP counts TLV octets in a signed short; 214 segments of 153 unpacked septets are the most
  // that fit below 32768.
  private static final int MAX_PAYLOAD_SEGMENTS = 214;
  private static final Set<Alphabet> DEFAULTS =
      Set.of(Alphabet.GSM7, Alphabet.LATIN1, Alphabet.ASCII, Alphabet.UTF8);

  /**
   * Headers with 8 bit references, unpacked GSM 7 bit, no national tables, no transliteration, ten
   * segments.
   */
  public static final SegmentationProfile STANDARD =
      new SegmentationProfile(
          Way.UDH_8,
          Alphabet.GSM7,
          SeptetForm.UNPACKED,
          Set.of(),
          Set.of(),
          Transliteration.NONE,
          10);

  /** Refuses what no peer could want; each message names the wrong part. */
  public SegmentationProfile {
    if (!DEFAULTS.contains(defaultAlphabet)) {
      throw new SmsFormatException(
          "default alphabet " + defaultAlphabet + ": allowed are GSM7, LATIN1, ASCII, UTF8");
    }
    if (septetForm == SeptetForm.PACKED && defaultAlphabet != Alphabet.GSM7) {
      throw new SmsFormatException(
          "packed septets need the default alphabet GSM7, not " + defaultAlphabet);
    }
    lockingShifts = Set.copyOf(lockingShifts);
    singleShifts = Set.copyOf(singleShifts);
    boolean national = !lockingShifts.isEmpty() || !singleShifts.isEmpty();
    boolean headers = way == Way.UDH_8 || way == Way.UDH_16;
    if (national && (!headers || defaultAlphabet != Alphabet.GSM7)) {
      throw new SmsFormatException(
          "national alphabets need the ways UDH_8 or UDH_16 and the default alphabet GSM7");
    }
    if (lockingShifts.contains(NationalLanguage.SPANISH)) {
      throw new SmsFormatException("SPANISH has no locking shift table");
    }
    int most = way == Way.MESSAGE_PAYLOAD ? MAX_PAYLOAD_SEGMENTS : 255;
    if (maxSegments < 1 || maxSegments > most) {
      throw new SmsFormatException(
          "at most " + maxSegments + " segments: allowed are 1 to " + most + " for " + way);
    }
  }

  /** The same with another way. */
  public SegmentationProfile withWay(Way other) {
    return new SegmentationProfile(
        other,
        defaultAlphabet,
        septetForm,
        lockingShifts,
        singleShifts,
        transliteration,
        maxSegments);
  }

  /** The same with another default alphabet. */
  public SegmentationProfile withDefaultAlphabet(Alphabet alphabet) {
    return new SegmentationProfile(
        way, alphabet, septetForm, lockingShifts, singleShifts, transliteration, maxSegments);
  }

  /** The same with packed or unpacked septets. */
  public SegmentationProfile withSeptetForm(SeptetForm form) {
    return new SegmentationProfile(
        way, defaultAlphabet, form, lockingShifts, singleShifts, transliteration, maxSegments);
  }

  /** The same with other national tables. */
  public SegmentationProfile withShifts(
      Set<NationalLanguage> locking, Set<NationalLanguage> single) {
    return new SegmentationProfile(
        way, defaultAlphabet, septetForm, locking, single, transliteration, maxSegments);
  }

  /** The same with or without transliteration. */
  public SegmentationProfile withTransliteration(Transliteration other) {
    return new SegmentationProfile(
        way, defaultAlphabet, septetForm, lockingShifts, singleShifts, other, maxSegments);
  }

  /** The same with another limit. */
  public SegmentationProfile withMaxSegments(int segments) {
    return new SegmentationProfile(
        way, defaultAlphabet, septetForm, lockingShifts, singleShifts, transliteration, segments);
  }
}
