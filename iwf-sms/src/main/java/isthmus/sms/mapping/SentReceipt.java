package isthmus.sms.mapping;

import isthmus.cpm.codec.mime.Octets;
import isthmus.sms.text.InboundPdu;
import isthmus.sms.text.SmsFormatException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A receipt that the gateway sends to an ESME in its role as SMSC.
 *
 * @param messageId the id that submit_sm_resp carried, 1 to 64 printable ASCII characters
 * @param submitted when the message was accepted
 * @param done when it reached the state
 * @param state the state
 * @param errorCode 0 without an error, otherwise a GSM network error code up to 65535
 * @param text the message's beginning; characters that ASCII and GSM code differently become a
 *     question mark
 */
public record SentReceipt(
    String messageId,
    Instant submitted,
    Instant done,
    DeliveryState state,
    int errorCode,
    String text) {
  private static final int TEXT_CHARACTERS = 20;

  /** Refuses an id that the PDU cannot carry. */
  public SentReceipt {
    if (!messageId.matches("[\\x21-\\x7e]{1,64}")) {
      throw new SmsFormatException(
          "message id: 1 to 64 printable ASCII characters are allowed, not " + messageId.length());
    }
    if (errorCode < 0 || errorCode > 0xffff) {
      throw new SmsFormatException("error code " + errorCode + ": allowed are 0 to 65535");
    }
  }

  /** esm_class: a receipt for a final state, an intermediate notification otherwise. */
  public int esmClass() {
    return (state.isFinal() ? InboundKind.RECEIPT : InboundKind.INTERMEDIATE).bits();
  }

  /** short_message in the form of SMPP 3.4 appendix B, ASCII, to be sent with data_coding 0. */
  public Octets shortMessage() {
    String receipt =
        String.format(
            Locale.ROOT,
            "id:%s sub:001 dlvrd:%s submit date:%s done date:%s stat:%s err:%03d text:%s",
            messageId,
            state == DeliveryState.DELIVERED ? "001" : "000",
            ReceiptDate.format(submitted),
            ReceiptDate.format(done),
            state.word(),
            errorCode % 1000,
            beginning());
    return Octets.of(receipt.getBytes(StandardCharsets.US_ASCII));
  }

  /** receipted_message_id, message_state and, with an error, network_error_code. */
  public Map<Integer, Octets> tlvs() {
    Map<Integer, Octets> tlvs = new TreeMap<>();
    tlvs.put(
        InboundPdu.RECEIPTED_MESSAGE_ID,
        Octets.of((messageId + "\0").getBytes(StandardCharsets.US_ASCII)));
    tlvs.put(InboundPdu.MESSAGE_STATE, Octets.of(new byte[] {(byte) state.code()}));
    if (errorCode != 0) {
      byte[] error = {NetworkError.GSM, (byte) (errorCode >> 8), (byte) errorCode};
      tlvs.put(InboundPdu.NETWORK_ERROR_CODE, Octets.of(error));
    }
    return tlvs;
  }

  @Override
  public String toString() {
    return "SentReceipt[" + messageId + " " + state + "]";
  }

  private String beginning() {
    StringBuilder beginning = new StringBuilder();
    text.codePoints()
        .limit(TEXT_CHARACTERS)
        .map(codePoint -> sameInAsciiAndGsm(codePoint) ? codePoint : '?')
        .forEach(beginning::appendCodePoint);
    return beginning.toString();
  }

  private static boolean sameInAsciiAndGsm(int codePoint) {
    boolean letter =
        (codePoint >= 'A' && codePoint <= 'Z') || (codePoint >= 'a' && codePoint <= 'z');
    return letter || (codePoint >= ' ' && codePoint <= '?' && codePoint != '$');
  }
}
