package isthmus.sms.text;

import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a peer's texts; the part of its profile that decides how received octets are
 * read.
 *
 * @param defaultAlphabet the meaning of data_coding 0: GSM7, LATIN1, ASCII or UTF8
 * @param alphabets other meanings of single data_coding values, for peers that mislabel (text under
 *     4, UTF-8 under 8)
 * @param septetForm packed or unpacked septets
 * @param ucs2Order the octet order of UCS-2 without a byte order mark
 * @param headerWithoutIndicator whether octets that are plainly a concatenation header count as one
 *     although esm_class lacks the UDHI bit
 */
public record TextProfile(
    Alphabet defaultAlphabet,
    Map<Integer, Alphabet> alphabets,
    SeptetForm septetForm,
    ByteOrder ucs2Order,
    HeaderSniffing headerWithoutIndicator) {

  private static final Set<Alphabet> DEFAULTS =
      Set.of(Alphabet.GSM7, Alphabet.LATIN1, Alphabet.ASCII, Alphabet.UTF8);

  /** Whether a header without its indicator is looked for. */
  public enum HeaderSniffing {
    ON,
    OFF
  }

  /** GSM 7 bit unpacked, big-endian UCS-2, headers found even without their indicator. */
  public static final TextProfile STANDARD =
      new TextProfile(
          Alphabet.GSM7, Map.of(), SeptetForm.UNPACKED, ByteOrder.BIG_ENDIAN, HeaderSniffing.ON);

  /** Refuses a default alphabet that data_coding 0 cannot mean. */
  public TextProfile {
    if (!DEFAULTS.contains(defaultAlphabet)) {
      throw new SmsFormatException(
          "default alphabet " + defaultAlphabet + ": allowed are GSM7, LATIN1, ASCII, UTF8");
    }
    alphabets = Map.copyOf(alphabets);
  }

  /** The same with another meaning of data_coding 0. */
  public TextProfile withDefaultAlphabet(Alphabet alphabet) {
    return new TextProfile(alphabet, alphabets, septetForm, ucs2Order, headerWithoutIndicator);
  }

  /** The same with another meaning of one data_coding value. */
  public TextProfile withAlphabet(int dataCoding, Alphabet alphabet) {
    Map<Integer, Alphabet> changed = new HashMap<>(alphabets);
    changed.put(dataCoding, alphabet);
    return new TextProfile(defaultAlphabet, changed, septetForm, ucs2Order, headerWithoutIndicator);
  }

  /** The same with packed or unpacked septets. */
  public TextProfile withSeptetForm(SeptetForm form) {
    return new TextProfile(defaultAlphabet, alphabets, form, ucs2Order, headerWithoutIndicator);
  }

  /** The same with another octet order of UCS-2. */
  public TextProfile withUcs2Order(ByteOrder order) {
    return new TextProfile(defaultAlphabet, alphabets, septetForm, order, headerWithoutIndicator);
  }
}
