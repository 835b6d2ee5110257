package isthmus.gateway.demo;

import isthmus.sms.smpp.EsmeAccount;
import java.time.Duration;
import java.util.List;

/**
 * A simulated SMSC.
 *
 * @param host address to listen on
 * @param port 0 takes any free port
 * @param accounts who may bind; the first one gets what handsets send
 * @param handsets phone numbers of the handsets in E.164 form with a plus sign
 * @param receiptDelay from a message's delivery to its receipt
 * @param receiptIds how receipts name messages
 * @param line whether the connections can be cut
 */
public record SmscSettings(
    String host,
    int port,
    List<EsmeAccount> accounts,
    List<String> handsets,
    Duration receiptDelay,
    ReceiptIds receiptIds,
    Line line) {

  /** How receipts name the message that they are about (facts B7). */
  public enum ReceiptIds {
    /** As submit_sm_resp did, in text and in receipted_message_id. */
    SAME,
    /** In decimal and in the text only, where submit_sm_resp named it in hexadecimal. */
    DECIMAL
  }

  /** What ESMEs connect to. */
  public enum Line {
    /** The SMPP server itself; {@link SmscBehaviour.Drop} is impossible. */
    DIRECT,
    /** A relay before it, whose connections can be cut; it costs a copy of each octet. */
    CUTTABLE
  }

  /** Copies the lists and refuses an SMSC that nobody can bind to. */
  public SmscSettings {
    accounts = List.copyOf(accounts);
    handsets = List.copyOf(handsets);
    if (accounts.isEmpty()) {
      throw new IllegalArgumentException("an SMSC needs an account");
    }
    if (receiptDelay.isNegative()) {
      throw new IllegalArgumentException("a receipt cannot come before its message");
    }
  }

  /** Any free port of the loopback interface, no delay, same ids, a direct line, no handset. */
  public static SmscSettings of(EsmeAccount account) {
    return new SmscSettings(
        "127.0.0.1", 0, List.of(account), List.of(), Duration.ZERO, ReceiptIds.SAME, Line.DIRECT);
  }

  /** The same on another port. */
  public SmscSettings withPort(int other) {
    return new SmscSettings(host, other, accounts, handsets, receiptDelay, receiptIds, line);
  }

  /** The same with handsets. */
  public SmscSettings withHandsets(List<String> numbers) {
    return new SmscSettings(host, port, accounts, numbers, receiptDelay, receiptIds, line);
  }

  /** The same with another delay. */
  public SmscSettings withReceiptDelay(Duration delay) {
    return new SmscSettings(host, port, accounts, handsets, delay, receiptIds, line);
  }

  /** The same with another form of ids. */
  public SmscSettings withReceiptIds(ReceiptIds form) {
    return new SmscSettings(host, port, accounts, handsets, receiptDelay, form, line);
  }

  /** The same with another line. */
  public SmscSettings withLine(Line other) {
    return new SmscSettings(host, port, accounts, handsets, receiptDelay, receiptIds, other);
  }
}
