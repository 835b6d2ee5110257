package isthmus.sms.smpp;

import java.util.List;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.UnsuccessDelivery;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.PDUComposer;

/**
 * Records to PDUs by jSMPP's composer. Requests are composed with sequence_number 0; the connection
 * sets the real one when it sends. C-strings must be ASCII: jSMPP would write others in the
 * platform's charset.
 */
final class PduEncoder {
  private static final OptionalParameter[] NO_TLVS = {};

  private final PDUComposer composer = new DefaultComposer();

  private interface Compose {
    byte[] apply() throws PDUStringException;
  }

  byte[] request(SmppRequest request) throws MalformedPduException {
    return switch (request) {
      case SubmitPdu submit -> submit(submit);
      case DeliverPdu deliver -> deliver(deliver);
      case DataPdu data -> data(data);
      case QueryPdu q -> {
        ascii(q.messageId(), q.source().address());
        yield compose(
            () ->
                composer.querySm(
                    0, q.messageId(), ton(q.source()), npi(q.source()), q.source().address()));
      }
      case CancelPdu cancel -> cancel(cancel);
      case ReplacePdu replace -> replace(replace);
      case SubmitMultiPdu _ ->
          // jSMPP's composer leaves distribution list names out; nobody needs us to send it.
          throw new MalformedPduException(
              CommandStatus.RINVCMDID, "submit_multi is received, not sent");
    };
  }

  byte[] bind(
      BindMode mode,
      String systemId,
      String password,
      String systemType,
      int interfaceVersion,
      String addressRange)
      throws MalformedPduException {
    ascii(systemId, password, systemType, addressRange);
    return compose(
        () ->
            composer.bind(
                mode.commandId(),
                0,
                systemId,
                password,
                systemType,
                (byte) interfaceVersion,
                (byte) 0,
                (byte) 0,
                addressRange));
  }

  /** bind_resp with command_status 0 and our interface version (SMPP 3.4 §4.1.2). */
  byte[] bindResponse(Frame request, String systemId, int interfaceVersion)
      throws MalformedPduException {
    ascii(systemId);
    OptionalParameter version = new OptionalParameter.Sc_interface_version((byte) interfaceVersion);
    return compose(
        () ->
            composer.bindResp(
                request.commandId() | SMPPConstant.MASK_CID_RESP,
                request.sequenceNumber(),
                systemId,
                version));
  }

  /** A response of only a header. */
  byte[] header(Frame request, int status) {
    return composer.composeHeader(
        request.commandId() | SMPPConstant.MASK_CID_RESP, status, request.sequenceNumber());
  }

  byte[] genericNack(int status, int sequenceNumber) {
    return composer.genericNack(status, sequenceNumber);
  }

  byte[] enquireLink() {
    return composer.enquireLink(0);
  }

  byte[] unbind() {
    return composer.unbind(0);
  }

  /** The response to {@code request} that says {@code answer}. */
  byte[] response(Frame request, Answer answer) throws MalformedPduException {
    int sequence = request.sequenceNumber();
    return switch (answer) {
      case Answer.Declined declined -> declined(request, declined.commandStatus());
      case Answer.Taken taken -> taken(request, taken);
      case Answer.State state -> {
        ascii(state.messageId(), state.finalDate());
        yield compose(
            () ->
                composer.querySmResp(
                    sequence,
                    state.messageId(),
                    state.finalDate(),
                    (byte) state.messageState(),
                    (byte) state.errorCode()));
      }
      case Answer.TakenForSome some -> {
        ascii(some.messageId());
        UnsuccessDelivery[] failed = unsuccessful(some.failed());
        yield compose(() -> composer.submitMultiResp(sequence, some.messageId(), failed));
      }
    };
  }

  // deliver_sm_resp always has its message_id, an empty one (SMPP 3.4 §4.6.2).
  private byte[] declined(Frame request, int status) {
    return request.commandId() == SMPPConstant.CID_DELIVER_SM
        ? composer.deliverSmResp(status, request.sequenceNumber(), "")
        : header(request, status);
  }

  private byte[] taken(Frame request, Answer.Taken taken) throws MalformedPduException {
    ascii(taken.messageId());
    int sequence = request.sequenceNumber();
    OptionalParameter[] tlvs = tlvs(taken.tlvs());
    return switch (request.commandId()) {
      case SMPPConstant.CID_SUBMIT_SM ->
          compose(() -> composer.submitSmResp(sequence, taken.messageId(), tlvs));
      case SMPPConstant.CID_DATA_SM ->
          compose(() -> composer.dataSmResp(sequence, taken.messageId(), tlvs));
      case SMPPConstant.CID_DELIVER_SM -> composer.deliverSmResp(0, sequence, "");
      case SMPPConstant.CID_SUBMIT_MULTI ->
          compose(() -> composer.submitMultiResp(sequence, taken.messageId()));
      default -> header(request, CommandStatus.ROK);
    };
  }

  private byte[] submit(SubmitPdu s) throws MalformedPduException {
    ascii(s.serviceType(), s.source().address(), s.destination().address());
    ascii(s.scheduleDeliveryTime(), s.validityPeriod());
    OptionalParameter[] tlvs = tlvs(s.tlvs());
    return compose(
        () ->
            composer.submitSm(
                0,
                s.serviceType(),
                ton(s.source()),
                npi(s.source()),
                s.source().address(),
                ton(s.destination()),
                npi(s.destination()),
                s.destination().address(),
                (byte) s.esmClass(),
                (byte) s.protocolId(),
                (byte) s.priorityFlag(),
                s.scheduleDeliveryTime(),
                s.validityPeriod(),
                (byte) s.registeredDelivery(),
                (byte) s.replaceIfPresent(),
                (byte) s.dataCoding(),
                (byte) s.smDefaultMsgId(),
                s.shortMessage().toByteArray(),
                tlvs));
  }

  private byte[] deliver(DeliverPdu d) throws MalformedPduException {
    ascii(d.serviceType(), d.source().address(), d.destination().address());
    OptionalParameter[] tlvs = tlvs(d.tlvs());
    return compose(
        () ->
            composer.deliverSm(
                0,
                d.serviceType(),
                ton(d.source()),
                npi(d.source()),
                d.source().address(),
                ton(d.destination()),
                npi(d.destination()),
                d.destination().address(),
                (byte) d.esmClass(),
                (byte) d.protocolId(),
                (byte) d.priorityFlag(),
                (byte) d.registeredDelivery(),
                (byte) d.dataCoding(),
                d.shortMessage().toByteArray(),
                tlvs));
  }

  private byte[] data(DataPdu d) throws MalformedPduException {
    ascii(d.serviceType(), d.source().address(), d.destination().address());
    OptionalParameter[] tlvs = tlvs(d.tlvs());
    return compose(
        () ->
            composer.dataSm(
                0,
                d.serviceType(),
                ton(d.source()),
                npi(d.source()),
                d.source().address(),
                ton(d.destination()),
                npi(d.destination()),
                d.destination().address(),
                (byte) d.esmClass(),
                (byte) d.registeredDelivery(),
                (byte) d.dataCoding(),
                tlvs));
  }

  private byte[] cancel(CancelPdu c) throws MalformedPduException {
    ascii(c.serviceType(), c.messageId(), c.source().address(), c.destination().address());
    return compose(
        () ->
            composer.cancelSm(
                0,
                c.serviceType(),
                c.messageId(),
                ton(c.source()),
                npi(c.source()),
                c.source().address(),
                ton(c.destination()),
                npi(c.destination()),
                c.destination().address()));
  }

  private byte[] replace(ReplacePdu r) throws MalformedPduException {
    ascii(r.messageId(), r.source().address(), r.scheduleDeliveryTime(), r.validityPeriod());
    return compose(
        () ->
            composer.replaceSm(
                0,
                r.messageId(),
                ton(r.source()),
                npi(r.source()),
                r.source().address(),
                r.scheduleDeliveryTime(),
                r.validityPeriod(),
                (byte) r.registeredDelivery(),
                (byte) r.smDefaultMsgId(),
                r.shortMessage().toByteArray()));
  }

  private static UnsuccessDelivery[] unsuccessful(List<Answer.FailedDestination> failed) {
    return failed.stream()
        .map(
            line ->
                new UnsuccessDelivery(
                    ton(line.destination()),
                    npi(line.destination()),
                    line.destination().address(),
                    line.commandStatus()))
        .toArray(UnsuccessDelivery[]::new);
  }

  private static OptionalParameter[] tlvs(List<Tlv> tlvs) {
    if (tlvs.isEmpty()) {
      return NO_TLVS;
    }
    OptionalParameter[] parameters = new OptionalParameter[tlvs.size()];
    for (int i = 0; i < parameters.length; i++) {
      Tlv tlv = tlvs.get(i);
      parameters[i] =
          new OptionalParameter.OctetString((short) tlv.tag(), tlv.value().toByteArray());
    }
    return parameters;
  }

  private static byte[] compose(Compose compose) throws MalformedPduException {
    try {
      return compose.apply();
    } catch (PDUStringException e) {
      // jSMPP's message quotes the value, which may be a user's text.
      throw new MalformedPduException(
          e.getErrorCode(), e.getParameter() + " is longer than SMPP allows or ill-formed");
    } catch (IllegalArgumentException e) {
      throw new MalformedPduException(CommandStatus.RINVDSTADR, "TON or NPI is not defined");
    }
  }

  private static void ascii(String... values) throws MalformedPduException {
    for (String value : values) {
      for (int i = 0; i < value.length(); i++) {
        if (value.charAt(i) > 0x7F) {
          throw new MalformedPduException(
              CommandStatus.RINVSRCADR, "a C-string field has a character outside ASCII");
        }
      }
    }
  }

  private static byte ton(SmppAddress address) {
    return (byte) address.ton();
  }

  private static byte npi(SmppAddress address) {
    return (byte) address.npi();
  }
}
