package isthmus.gateway.config;

import isthmus.gateway.config.tree.Setting;
import java.util.Map;

/** How an SMSC reports what became of a message. */
public record SmscReceipts(
    @Setting(
            meaning = "Receipts asked for (registered_delivery, SMPP 3.4 §5.2.17).",
            fallback = "on-request")
        Registered registered,
    @Setting(
            meaning =
                "Forms of the message id in submit_sm_resp and receipt: found out, the same, or one"
                    + " hexadecimal and one decimal.",
            fallback = "auto")
        IdForm idForm,
    @Setting(
            meaning =
                "What ACCEPTD in a receipt means: wait for another, or delivered where it is the"
                    + " SMSC's last word.",
            fallback = "wait")
        Accepted accepted,
    @Setting(
            meaning =
                "What UNKNOWN in a receipt means: an error, a failed delivery, or wait for"
                    + " another.",
            fallback = "error")
        Unknown unknown,
    @Setting(
            meaning = "What REJECTD in a receipt means: a failed delivery, or a forbidden one.",
            fallback = "failed")
        Rejected rejected,
    @Setting(
            meaning =
                "The SMSC's own words for a state, beside the usual ones: `DELIVRD_SIM:"
                    + " delivered`.")
        Map<String, State> words,
    @Setting(
            meaning =
                "How a receipt is told from a message: marked by esm_class or parameters, or also"
                    + " by its text, which a user of the SMSC could forge.",
            fallback = "marked")
        Recognition recognition) {

  /** When receipts are asked for. */
  public enum Registered {
    /** When the CPM sender wants a notification. */
    ON_REQUEST,
    /** For every message, so that the gateway's own record is complete. */
    ALWAYS,
    /** For failures only. */
    FAILURE,
    /** Never. */
    NEVER
  }

  /** Meanings of ACCEPTD. */
  public enum Accepted {
    /** Not final. */
    WAIT,
    /** The message has been delivered. */
    DELIVERED
  }

  /** Meanings of UNKNOWN. */
  public enum Unknown {
    /** An error. */
    ERROR,
    /** A failed delivery. */
    FAILED,
    /** Not final. */
    WAIT
  }

  /** Meanings of REJECTD. */
  public enum Rejected {
    /** A failed delivery. */
    FAILED,
    /** A forbidden one. */
    FORBIDDEN
  }

  /** States of a message at an SMSC (SMPP 3.4 §5.2.28). */
  public enum State {
    /** Kept for a later time. */
    SCHEDULED,
    /** Under way. */
    ENROUTE,
    /** At the handset. */
    DELIVERED,
    /** Out of time. */
    EXPIRED,
    /** Withdrawn. */
    DELETED,
    /** Failed. */
    UNDELIVERABLE,
    /** Taken by somebody else. */
    ACCEPTED,
    /** Lost from view. */
    UNKNOWN,
    /** Refused. */
    REJECTED,
    /** Passed over. */
    SKIPPED
  }

  /** How a receipt is told from a message. */
  public enum Recognition {
    /** By esm_class, or by parameters that no handset can write. */
    MARKED,
    /** Also by its text. */
    BY_TEXT
  }

  /** Forms of a message id: in the answer, then in the receipt. */
  public enum IdForm {
    /** As it stands, then without zeros and case, then as the other base. */
    AUTO,
    /** As it stands. */
    AS_IS,
    /** Hexadecimal in submit_sm_resp, decimal in the receipt. */
    HEX_DECIMAL,
    /** Decimal in submit_sm_resp, hexadecimal in the receipt. */
    DECIMAL_HEX
  }
}
