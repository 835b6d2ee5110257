package isthmus.gateway.config;

import isthmus.gateway.config.tree.Setting;
import java.util.List;

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
        boolean transliterate) {

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
}
