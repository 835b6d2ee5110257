package isthmus.gateway.config;

import isthmus.gateway.config.tree.Setting;

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
            meaning = "Whether ACCEPTD in a receipt is final and counts as delivered.",
            fallback = "false")
        boolean acceptedIsFinal,
    @Setting(
            meaning = "Whether UNKNOWN in a receipt is final and counts as failed.",
            fallback = "true")
        boolean unknownIsFailed) {

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
