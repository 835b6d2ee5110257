package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import java.util.List;
import java.util.Map;

/** How text goes to an SMSC and what its default alphabet is. */
public record SmscText(
    @Setting(
            meaning = "Alphabet of data_coding 0 at this SMSC, in both directions.",
            fallback = "gsm")
        Alphabet defaultAlphabet,
    @Setting(
            meaning =
                "National language tables (3GPP TS 23.038 annex A) that the SMSC and its handsets"
                    + " know; they are used where they save segments.")
        List<NationalTable> nationalTables,
    @Setting(
            meaning =
                "How long text is cut: user data header with an 8- or 16-bit reference, SAR"
                    + " parameters, or left to the SMSC in message_payload.",
            fallback = "udh8")
        Segmentation segmentation,
    @Setting(
            meaning = "Most segments of one message; a longer message fails.",
            fallback = "20",
            min = "1",
            max = "255")
        int maxSegments,
    @Setting(
            meaning =
                "Whether typographic quotes, dashes and spaces become plain ones where that avoids"
                    + " UCS-2.",
            fallback = "true")
        boolean transliterate,
    @Setting(
            meaning =
                "How septets of the GSM alphabet lie in octets, in both directions: one in each, or"
                    + " packed, eight in seven.",
            fallback = "unpacked")
        Septets septets,
    @Setting(
            meaning = "Octet order of UCS-2 that arrives without a byte order mark.",
            fallback = "big-endian")
        Ucs2Order ucs2Order,
    @Setting(
            meaning =
                "What single values of data_coding mean in what arrives, where that differs from"
                    + " the standard: `4: gsm`.")
        Map<Integer, Coding> dataCodings,
    @Setting(
            meaning =
                "Whether octets that are plainly a concatenation header count as one although"
                    + " esm_class does not say so.",
            fallback = "true")
        boolean findHeaders)
    implements Checked {

  /** Most segments that one message_payload has room for. */
  private static final int MAX_PAYLOAD_SEGMENTS = 214;

  /** Meaning of data_coding 0. */
  public enum Alphabet {
    /** GSM 03.38, one septet per octet. */
    GSM,
    /** ISO 8859-1. */
    LATIN1,
    /** ASCII. */
    ASCII,
    /** UTF-8. */
    UTF8
  }

  /** How septets lie in octets. */
  public enum Septets {
    /** One in each. */
    UNPACKED,
    /** Eight in seven. */
    PACKED
  }

  /** Octet orders. */
  public enum Ucs2Order {
    /** The standard's. */
    BIG_ENDIAN,
    /** The other. */
    LITTLE_ENDIAN
  }

  /** What a data_coding can mean. */
  public enum Coding {
    /** GSM 03.38. */
    GSM,
    /** ISO 8859-1. */
    LATIN1,
    /** ASCII. */
    ASCII,
    /** UTF-8. */
    UTF8,
    /** UCS-2. */
    UCS2,
    /** No text. */
    BINARY
  }

  /** Ways to cut. */
  public enum Segmentation {
    /** Information element 00. */
    UDH8,
    /** Information element 08. */
    UDH16,
    /** sar_msg_ref_num, sar_total_segments, sar_segment_seqnum. */
    SAR,
    /** message_payload. */
    PAYLOAD
  }

  /** Languages with a table of their own; their order is that of 3GPP TS 23.038 §6.2.1.2.4. */
  public enum NationalTable {
    /** 1. */
    TURKISH,
    /** 2. */
    SPANISH,
    /** 3. */
    PORTUGUESE,
    /** 4. */
    BENGALI,
    /** 5. */
    GUJARATI,
    /** 6. */
    HINDI,
    /** 7. */
    KANNADA,
    /** 8. */
    MALAYALAM,
    /** 9. */
    ORIYA,
    /** 10. */
    PUNJABI,
    /** 11. */
    TAMIL,
    /** 12. */
    TELUGU,
    /** 13. */
    URDU
  }

  @Override
  public void check(Complaints complaints) {
    boolean headers = segmentation == Segmentation.UDH8 || segmentation == Segmentation.UDH16;
    boolean gsm = defaultAlphabet == Alphabet.GSM;
    if (!nationalTables.isEmpty() && !(headers && gsm)) {
      complaints.error(
          "national-tables", "need segmentation udh8 or udh16, and default-alphabet gsm");
    }
    if (septets == Septets.PACKED && !gsm) {
      complaints.error("septets", "packed needs default-alphabet gsm");
    }
    if (segmentation == Segmentation.PAYLOAD && maxSegments > MAX_PAYLOAD_SEGMENTS) {
      complaints.error(
          "max-segments", "allowed with segmentation payload: 1 to " + MAX_PAYLOAD_SEGMENTS);
    }
    for (int value : dataCodings.keySet()) {
      if (value < 0 || value > 255) {
        complaints.error("data-codings", value + " is not a data_coding; allowed: 0 to 255");
      }
    }
  }
}
