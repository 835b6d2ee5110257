package isthmus.sms.smpp;

import isthmus.cpm.codec.mime.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jsmpp.InvalidNumberOfDestinationsException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Address;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.Bind;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.DestinationAddress;
import org.jsmpp.bean.DistributionList;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.util.DefaultDecomposer;
import org.jsmpp.util.PDUDecomposer;
import org.jspecify.annotations.Nullable;

/** PDUs to records by jSMPP's decomposer, after {@link BodyScan} has found them sound. */
final class PduDecoder {
  private final PDUDecomposer decomposer = new DefaultDecomposer();

  /** What a peer says of itself in bind_transmitter, bind_receiver or bind_transceiver. */
  record BindRequest(
      BindMode mode,
      String systemId,
      String password,
      String systemType,
      int interfaceVersion,
      String addressRange) {
    /** Without the password. */
    @Override
    public String toString() {
      return "BindRequest[" + mode + " " + systemId + "]";
    }
  }

  /** message_id (or system_id of bind_resp) and optional parameters of a response. */
  record ResponseBody(String text, List<Tlv> tlvs) {}

  private interface Parse<T> {
    T apply() throws PDUStringException, InvalidNumberOfDestinationsException;
  }

  /** submit_sm, deliver_sm, data_sm, query_sm, cancel_sm, replace_sm or submit_multi. */
  SmppRequest request(Frame frame) throws MalformedPduException {
    return switch (frame.commandId()) {
      case SMPPConstant.CID_SUBMIT_SM -> submit(frame);
      case SMPPConstant.CID_DELIVER_SM -> deliver(frame);
      case SMPPConstant.CID_DATA_SM -> data(frame);
      case SMPPConstant.CID_QUERY_SM -> query(frame);
      case SMPPConstant.CID_CANCEL_SM -> cancel(frame);
      case SMPPConstant.CID_REPLACE_SM -> replace(frame);
      case SMPPConstant.CID_SUBMIT_MULTI -> submitMulti(frame);
      default ->
          throw new MalformedPduException(
              CommandStatus.RINVCMDID,
              "command_id 0x%08x is not a message request".formatted(frame.commandId()));
    };
  }

  BindRequest bind(Frame frame) throws MalformedPduException {
    BodyScan scan =
        new BodyScan(frame)
            .cString("system_id", 16, CommandStatus.RINVSYSID)
            .cString("password", 9, CommandStatus.RINVPASWD)
            .cString("system_type", 13, CommandStatus.RINVSYSTYP)
            .octets(3)
            .cString("address_range", 41, CommandStatus.RBINDFAIL);
    Bind bind = parse(() -> decomposer.bind(scan.mandatory()));
    return new BindRequest(
        BindMode.ofCommandId(frame.commandId()),
        text(bind.getSystemId()),
        text(bind.getPassword()),
        text(bind.getSystemType()),
        bind.getInterfaceVersion() & 0xFF,
        text(bind.getAddressRange()));
  }

  AlertPdu alert(Frame frame) throws MalformedPduException {
    BodyScan scan =
        new BodyScan(frame)
            .address("source_addr", CommandStatus.RINVSRCADR)
            .octets(2)
            .cString("esme_addr", 65, CommandStatus.RINVDSTADR);
    AlertNotification alert = parse(() -> decomposer.alertNotification(scan.mandatory()));
    return new AlertPdu(
        address(alert.getSourceAddrTon(), alert.getSourceAddrNpi(), alert.getSourceAddr()),
        address(alert.getEsmeAddrTon(), alert.getEsmeAddrNpi(), alert.getEsmeAddr()),
        scan.tlvs());
  }

  /** A response that starts with one C-string, or has no body at all. */
  ResponseBody response(Frame frame) throws MalformedPduException {
    if (!frame.hasBody()) {
      return new ResponseBody("", List.of());
    }
    BodyScan scan = new BodyScan(frame).cString("message_id", 65, CommandStatus.RINVMSGID);
    String id = text(parse(() -> decomposer.submitSmResp(scan.mandatory())).getMessageId());
    return new ResponseBody(id, scan.tlvs());
  }

  QueryResult.Found queryResponse(Frame frame) throws MalformedPduException {
    // MessageState of jSMPP refuses values it does not know, so the two octets are read here.
    BodyScan scan =
        new BodyScan(frame)
            .cString("message_id", 65, CommandStatus.RINVMSGID)
            .cString("final_date", 17, CommandStatus.RQUERYFAIL)
            .octets(2);
    byte[] body = scan.mandatory();
    int idEnd = endOfCString(body, Frame.HEADER_OCTETS);
    int dateEnd = endOfCString(body, idEnd + 1);
    return new QueryResult.Found(
        new String(body, Frame.HEADER_OCTETS, idEnd - Frame.HEADER_OCTETS, StandardCharsets.UTF_8),
        new String(body, idEnd + 1, dateEnd - idEnd - 1, StandardCharsets.UTF_8),
        body[dateEnd + 1] & 0xFF,
        body[dateEnd + 2] & 0xFF);
  }

  private SubmitPdu submit(Frame frame) throws MalformedPduException {
    BodyScan scan = scanMessage(new BodyScan(frame));
    SubmitSm sm = parse(() -> decomposer.submitSm(scan.mandatory()));
    return new SubmitPdu(
        text(sm.getServiceType()),
        address(sm.getSourceAddrTon(), sm.getSourceAddrNpi(), sm.getSourceAddr()),
        address(sm.getDestAddrTon(), sm.getDestAddrNpi(), sm.getDestAddress()),
        sm.getEsmClass() & 0xFF,
        sm.getProtocolId() & 0xFF,
        sm.getPriorityFlag() & 0xFF,
        text(sm.getScheduleDeliveryTime()),
        text(sm.getValidityPeriod()),
        sm.getRegisteredDelivery() & 0xFF,
        sm.getReplaceIfPresent() & 0xFF,
        sm.getDataCoding() & 0xFF,
        sm.getSmDefaultMsgId() & 0xFF,
        Octets.of(sm.getShortMessage()),
        scan.tlvs());
  }

  private DeliverPdu deliver(Frame frame) throws MalformedPduException {
    BodyScan scan = scanMessage(new BodyScan(frame));
    DeliverSm sm = parse(() -> decomposer.deliverSm(scan.mandatory()));
    return new DeliverPdu(
        text(sm.getServiceType()),
        address(sm.getSourceAddrTon(), sm.getSourceAddrNpi(), sm.getSourceAddr()),
        address(sm.getDestAddrTon(), sm.getDestAddrNpi(), sm.getDestAddress()),
        sm.getEsmClass() & 0xFF,
        sm.getProtocolId() & 0xFF,
        sm.getPriorityFlag() & 0xFF,
        sm.getRegisteredDelivery() & 0xFF,
        sm.getDataCoding() & 0xFF,
        Octets.of(sm.getShortMessage()),
        scan.tlvs());
  }

  private DataPdu data(Frame frame) throws MalformedPduException {
    BodyScan scan =
        new BodyScan(frame)
            .cString("service_type", 6, CommandStatus.RINVSERTYP)
            .address("source_addr", CommandStatus.RINVSRCADR)
            .address("destination_addr", CommandStatus.RINVDSTADR)
            .octets(3);
    DataSm sm = parse(() -> decomposer.dataSm(scan.mandatory()));
    return new DataPdu(
        text(sm.getServiceType()),
        address(sm.getSourceAddrTon(), sm.getSourceAddrNpi(), sm.getSourceAddr()),
        address(sm.getDestAddrTon(), sm.getDestAddrNpi(), sm.getDestAddress()),
        sm.getEsmClass() & 0xFF,
        sm.getRegisteredDelivery() & 0xFF,
        sm.getDataCoding() & 0xFF,
        scan.tlvs());
  }

  private QueryPdu query(Frame frame) throws MalformedPduException {
    BodyScan scan =
        new BodyScan(frame)
            .cString("message_id", 65, CommandStatus.RINVMSGID)
            .address("source_addr", CommandStatus.RINVSRCADR);
    QuerySm sm = parse(() -> decomposer.querySm(scan.mandatory()));
    return new QueryPdu(
        text(sm.getMessageId()),
        address(sm.getSourceAddrTon(), sm.getSourceAddrNpi(), sm.getSourceAddr()));
  }

  private CancelPdu cancel(Frame frame) throws MalformedPduException {
    BodyScan scan =
        new BodyScan(frame)
            .cString("service_type", 6, CommandStatus.RINVSERTYP)
            .cString("message_id", 65, CommandStatus.RINVMSGID)
            .address("source_addr", CommandStatus.RINVSRCADR)
            .address("destination_addr", CommandStatus.RINVDSTADR);
    CancelSm sm = parse(() -> decomposer.cancelSm(scan.mandatory()));
    return new CancelPdu(
        text(sm.getServiceType()),
        text(sm.getMessageId()),
        address(sm.getSourceAddrTon(), sm.getSourceAddrNpi(), sm.getSourceAddr()),
        address(sm.getDestAddrTon(), sm.getDestAddrNpi(), sm.getDestinationAddress()));
  }

  private ReplacePdu replace(Frame frame) throws MalformedPduException {
    BodyScan scan =
        new BodyScan(frame)
            .cString("message_id", 65, CommandStatus.RINVMSGID)
            .address("source_addr", CommandStatus.RINVSRCADR)
            .time("schedule_delivery_time", CommandStatus.RINVSCHED)
            .time("validity_period", CommandStatus.RINVEXPIRY)
            .octets(2)
            .shortMessage();
    ReplaceSm sm = parse(() -> decomposer.replaceSm(scan.mandatory()));
    return new ReplacePdu(
        text(sm.getMessageId()),
        address(sm.getSourceAddrTon(), sm.getSourceAddrNpi(), sm.getSourceAddr()),
        text(sm.getScheduleDeliveryTime()),
        text(sm.getValidityPeriod()),
        sm.getRegisteredDelivery() & 0xFF,
        sm.getSmDefaultMsgId() & 0xFF,
        Octets.of(sm.getShortMessage()));
  }

  private SubmitMultiPdu submitMulti(Frame frame) throws MalformedPduException {
    BodyScan scan =
        scanContent(
            new BodyScan(frame)
                .cString("service_type", 6, CommandStatus.RINVSERTYP)
                .address("source_addr", CommandStatus.RINVSRCADR)
                .destinations());
    SubmitMulti sm = parse(() -> decomposer.submitMulti(scan.mandatory()));
    SubmitPdu message =
        new SubmitPdu(
            text(sm.getServiceType()),
            address(sm.getSourceAddrTon(), sm.getSourceAddrNpi(), sm.getSourceAddr()),
            SmppAddress.unspecified(),
            sm.getEsmClass() & 0xFF,
            sm.getProtocolId() & 0xFF,
            sm.getPriorityFlag() & 0xFF,
            text(sm.getScheduleDeliveryTime()),
            text(sm.getValidityPeriod()),
            sm.getRegisteredDelivery() & 0xFF,
            sm.getReplaceIfPresentFlag() & 0xFF,
            sm.getDataCoding() & 0xFF,
            sm.getSmDefaultMsgId() & 0xFF,
            Octets.of(sm.getShortMessage()),
            scan.tlvs());
    return new SubmitMultiPdu(
        message, smeAddresses(sm.getDestAddresses()), lists(sm.getDestAddresses()));
  }

  private static List<SmppAddress> smeAddresses(DestinationAddress[] destinations) {
    List<SmppAddress> addresses = new ArrayList<>();
    for (DestinationAddress destination : destinations) {
      if (destination instanceof Address a) {
        addresses.add(address(a.getTon(), a.getNpi(), a.getAddress()));
      }
    }
    return addresses;
  }

  private static List<String> lists(DestinationAddress[] destinations) {
    return Arrays.stream(destinations)
        .filter(DistributionList.class::isInstance)
        .map(list -> text(((DistributionList) list).getName()))
        .toList();
  }

  private static BodyScan scanMessage(BodyScan scan) throws MalformedPduException {
    return scanContent(
        scan.cString("service_type", 6, CommandStatus.RINVSERTYP)
            .address("source_addr", CommandStatus.RINVSRCADR)
            .address("destination_addr", CommandStatus.RINVDSTADR));
  }

  private static BodyScan scanContent(BodyScan scan) throws MalformedPduException {
    return scan.octets(3)
        .time("schedule_delivery_time", CommandStatus.RINVSCHED)
        .time("validity_period", CommandStatus.RINVEXPIRY)
        .octets(4)
        .shortMessage();
  }

  /** Whatever jSMPP still trips over becomes this codec's own error. */
  private static <T> T parse(Parse<T> parse) throws MalformedPduException {
    try {
      return parse.apply();
    } catch (PDUStringException e) {
      throw new MalformedPduException(e.getErrorCode(), "a field is not valid");
    } catch (InvalidNumberOfDestinationsException e) {
      throw new MalformedPduException(CommandStatus.RINVNUMDESTS, "too many destinations");
    } catch (IllegalArgumentException e) {
      // Only submit_multi has enumerations that jSMPP insists on: TON and NPI of a destination.
      throw new MalformedPduException(
          CommandStatus.RINVDSTADR, "TON or NPI of a destination is not defined");
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new MalformedPduException(CommandStatus.RINVCMDLEN, "the PDU is cut off");
    }
  }

  private static SmppAddress address(byte ton, byte npi, @Nullable String address) {
    return new SmppAddress(ton & 0xFF, npi & 0xFF, text(address));
  }

  private static String text(@Nullable String fromJsmpp) {
    return fromJsmpp == null ? "" : fromJsmpp;
  }

  private static int endOfCString(byte[] bytes, int from) {
    int end = from;
    while (bytes[end] != 0) {
      end++;
    }
    return end;
  }
}
