package isthmus.sms.smpp;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import org.jsmpp.SMPPConstant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to an SMSC, from its bind to its loss. */
final class SmscSession implements SmppChannel.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(SmscSession.class);

  /** Hears how the session fares, on the reading or the timer's thread; must not block. */
  interface Events {
    void accepted(SmscSession session, int peerInterfaceVersion);

    void refused(int commandStatus);

    void lost(SmscSession session, String reason);
  }

  private final SmscLinkConfig config;
  private final BindMode mode;
  private final SmppRuntime runtime;
  private final ChannelCounters counters;
  private final InboundPdus inbound;
  private final Events events;
  private final PduDecoder decoder = new PduDecoder();
  private final PduEncoder encoder = new PduEncoder();
  private final SmppChannel channel;
  private final InboundStage stage;

  SmscSession(
      String bindId,
      BindMode mode,
      Transport transport,
      SmscLinkConfig config,
      SmppRuntime runtime,
      ChannelCounters counters,
      InboundPdus inbound,
      Events events)
      throws IOException {
    this.config = config;
    this.mode = mode;
    this.runtime = runtime;
    this.counters = counters;
    this.inbound = inbound;
    this.events = events;
    SmscLinkConfig.Timers timers = config.timers();
    ChannelSettings settings =
        new ChannelSettings(
            config.bounds().maxPduOctets(),
            timers.enquireLink(),
            timers.response(),
            timers.maxMissedEnquiries());
    this.channel = new SmppChannel(bindId, transport, settings, runtime, counters, this);
    InboundStage.Limits limits =
        new InboundStage.Limits(
            config.bounds().maxUnanswered(),
            config.bounds().answerTimeout(),
            CommandStatus.RX_T_APPN,
            CommandStatus.RX_T_APPN);
    this.stage = new InboundStage(channel, limits, counters, this::hand);
  }

  SmppChannel channel() {
    return channel;
  }

  int unanswered() {
    return stage.unanswered();
  }

  /** Starts reading and sends the bind. */
  void start() throws MalformedPduException {
    byte[] bind =
        encoder.bind(
            mode,
            config.systemId(),
            config.password(),
            config.systemType(),
            config.interfaceVersion(),
            config.addressRange());
    stage.start();
    channel.start();
    counters.binds.increment();
    var _ = channel.send(bind, new BindReply());
  }

  @Override
  public void request(Frame frame) {
    switch (frame.commandId()) {
      case SMPPConstant.CID_DELIVER_SM, SMPPConstant.CID_DATA_SM -> {
        if (channel.state().isBound()) {
          stage.accept(frame);
        } else {
          channel.respond(encoder.header(frame, CommandStatus.RINVBNDSTS));
        }
      }
      case SMPPConstant.CID_ALERT_NOTIFICATION -> alert(frame);
      case SMPPConstant.CID_SUBMIT_SM,
          SMPPConstant.CID_SUBMIT_MULTI,
          SMPPConstant.CID_QUERY_SM,
          SMPPConstant.CID_CANCEL_SM,
          SMPPConstant.CID_REPLACE_SM,
          SMPPConstant.CID_BIND_RECEIVER,
          SMPPConstant.CID_BIND_TRANSMITTER,
          SMPPConstant.CID_BIND_TRANSCEIVER ->
          channel.respond(encoder.header(frame, CommandStatus.RINVBNDSTS));
      default -> {
        counters.malformed.increment();
        channel.respond(encoder.genericNack(CommandStatus.RINVCMDID, frame.sequenceNumber()));
      }
    }
  }

  @Override
  public void lost(String reason) {
    stage.stop();
    events.lost(this, reason);
  }

  @Override
  public void tick(long nowNanos) {
    stage.expire(nowNanos);
  }

  private CompletionStage<Answer> hand(Frame frame) throws MalformedPduException {
    return switch (decoder.request(frame)) {
      case MessagePdu message -> inbound.onMessage(config.id(), channel.id(), message);
      case QueryPdu _, CancelPdu _, ReplacePdu _, SubmitMultiPdu _ ->
          throw new MalformedPduException(CommandStatus.RINVBNDSTS, "not for an ESME");
    };
  }

  private void alert(Frame frame) {
    try {
      AlertPdu alert = decoder.alert(frame);
      counters.alerts.increment();
      runtime.completions().execute(() -> inbound.onAlert(config.id(), alert));
    } catch (MalformedPduException e) {
      counters.malformed.increment();
      LOG.debug("{}: malformed alert_notification ignored: {}", channel.id(), e.getMessage());
    }
  }

  private int interfaceVersion(Frame bindResponse) {
    try {
      return (int)
          SmppRequest.find(decoder.response(bindResponse).tlvs(), Tlv.SC_INTERFACE_VERSION)
              .map(Tlv::asUnsigned)
              .orElse(0L)
              .longValue();
    } catch (MalformedPduException _) {
      return 0;
    }
  }

  private final class BindReply implements SmppChannel.Reply {
    @Override
    public void answered(Frame response) {
      if (response.commandStatus() == CommandStatus.ROK) {
        // On the reading thread: a deliver_sm right behind the response finds us bound.
        channel.bound(mode);
        events.accepted(SmscSession.this, interfaceVersion(response));
      } else {
        events.refused(response.commandStatus());
        channel.close("bind refused");
      }
    }

    @Override
    public void unanswered(RequestResult.Cause cause) {
      channel.close("no response to the bind");
    }
  }
}
