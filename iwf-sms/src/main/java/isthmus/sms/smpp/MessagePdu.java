package isthmus.sms.smpp;

import isthmus.cpm.codec.mime.Octets;
import java.util.List;
import java.util.Optional;

/** A request that carries one short message or receipt: submit_sm, deliver_sm or data_sm. */
public sealed interface MessagePdu extends SmppRequest permits SubmitPdu, DeliverPdu, DataPdu {
  String serviceType();

  SmppAddress destination();

  /** esm_class, 0 to 255 (SMPP 3.4 §5.2.12). */
  int esmClass();

  /** registered_delivery, 0 to 255 (SMPP 3.4 §5.2.17). */
  int registeredDelivery();

  /** data_coding, 0 to 255 (SMPP 3.4 §5.2.19). */
  int dataCoding();

  /** short_message, at most 254 octets; always empty in data_sm. */
  Octets shortMessage();

  List<Tlv> tlvs();

  /** The first optional parameter with this tag. */
  default Optional<Tlv> tlv(int tag) {
    return SmppRequest.find(tlvs(), tag);
  }

  /** short_message, or message_payload where short_message is empty (SMPP 3.4 §5.3.2.32). */
  default Octets payload() {
    return !shortMessage().isEmpty()
        ? shortMessage()
        : tlv(Tlv.MESSAGE_PAYLOAD).map(Tlv::value).orElseGet(Octets::empty);
  }

  /** The short message is a receipt from the SMSC (SMPP 3.4 §5.2.12: message type 0x04). */
  default boolean isReceipt() {
    return (esmClass() & 0x3C) == 0x04;
  }
}
