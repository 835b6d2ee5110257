package isthmus.sms;

import isthmus.sms.mapping.SmsParty;
import isthmus.sms.smpp.DeliverPdu;
import isthmus.sms.smpp.MessagePdu;
import isthmus.sms.smpp.RequestResult;
import isthmus.sms.smpp.SubmitPdu;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A bound account: an ESME is sent deliver_sm, an SMSC submit_sm. */
final class AccountCarrier implements Carrier {
  private final SmppAccountSettings settings;
  private final Peer peer;
  private final Listeners listeners;

  AccountCarrier(SmppAccountSettings settings, Peer peer, Listeners listeners) {
    this.settings = settings;
    this.peer = peer;
    this.listeners = listeners;
  }

  @Override
  public Peer peer() {
    return peer;
  }

  boolean waitsWhenUnbound() {
    return settings.whenUnbound() == SmppAccountSettings.WhenUnbound.WAIT;
  }

  /** The length of the longest prefix by which it serves a party, -1 if it does not. */
  int serves(SmsParty party) {
    int longest = -1;
    for (String prefix : settings.account().serves()) {
      if (prefix.length() > longest && isServed(party, prefix)) {
        longest = prefix.length();
      }
    }
    return longest;
  }

  private static boolean isServed(SmsParty party, String prefix) {
    return switch (party) {
      case SmsParty.E164(String number) ->
          number.startsWith(prefix.startsWith("+") ? prefix : "+" + prefix);
      case SmsParty.ShortCode(String digits) -> digits.startsWith(prefix);
      case SmsParty.Alphanumeric _ -> false;
    };
  }

  /** It is only known when trying. */
  @Override
  public boolean isUp() {
    return true;
  }

  @Override
  public boolean isSaturated() {
    return false;
  }

  @Override
  public CompletionStage<RequestResult> send(SubmitPdu message) {
    return deliver(peer.role() == Peer.Role.SMSC_ACCOUNT ? message : asDelivery(message));
  }

  /** Sends a message or receipt as it is. */
  CompletionStage<RequestResult> deliver(MessagePdu message) {
    return listeners.deliver(peer.id(), message);
  }

  private static DeliverPdu asDelivery(SubmitPdu message) {
    List<isthmus.sms.smpp.Tlv> tlvs = message.tlvs();
    return DeliverPdu.of(
            message.source(),
            message.destination(),
            message.esmClass(),
            message.dataCoding(),
            message.shortMessage())
        .withTlvs(tlvs);
  }

  @Override
  public void succeeded() {}

  @Override
  public void failed() {}
}
