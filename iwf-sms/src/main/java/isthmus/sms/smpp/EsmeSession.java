package isthmus.sms.smpp;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jsmpp.SMPPConstant;
import org.jsmpp.extra.SessionState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that a peer opened to us: OPEN until its bind is accepted, then bound to an
 * account until it is lost (SMPP 3.4 §2.2).
 */
final class EsmeSession implements SmppChannel.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(EsmeSession.class);

  /** What a session needs of its server. */
  interface Accounts {
    Optional<BoundAccount> find(String systemId);

    void bindRefused();

    void ended(EsmeSession session);
  }

  /** What the accepted bind settled. */
  private record Binding(
      BoundAccount account,
      BindMode mode,
      int interfaceVersion,
      Instant since,
      InboundStage stage) {}

  private final SmppServerConfig config;
  private final SmppRuntime runtime;
  private final Accounts accounts;
  private final EsmeRequests requests;
  private final InetAddress peer;
  private final SmppChannel channel;
  private final ChannelCounters counters;
  private final PduDecoder decoder = new PduDecoder();
  private final PduEncoder encoder = new PduEncoder();
  private volatile @Nullable Binding binding;
  private volatile @Nullable Future<?> bindTimer;

  EsmeSession(
      String id,
      Transport transport,
      SmppServerConfig config,
      SmppRuntime runtime,
      ChannelCounters counters,
      Accounts accounts,
      EsmeRequests requests)
      throws IOException {
    this.config = config;
    this.runtime = runtime;
    this.counters = counters;
    this.accounts = accounts;
    this.requests = requests;
    this.peer = transport.raw().getInetAddress();
    this.channel = new SmppChannel(id, transport, config.channel(), runtime, counters, this);
  }

  SmppChannel channel() {
    return channel;
  }

  void start() {
    Future<?> timer =
        runtime
            .timer()
            .schedule(
                this::closeUnlessBound, config.bindTimeout().toMillis(), TimeUnit.MILLISECONDS);
    bindTimer = timer;
    channel.start();
    if (channel.isClosed()) {
      timer.cancel(false);
    }
  }

  ServerStatus.SessionStatus status(int deliverWindowInUse) {
    Binding bound = binding;
    if (bound == null) {
      throw new IllegalStateException("not bound");
    }
    return new ServerStatus.SessionStatus(
        channel.id(),
        bound.mode(),
        peer.getHostAddress(),
        bound.interfaceVersion(),
        bound.since(),
        bound.stage().unanswered(),
        deliverWindowInUse);
  }

  @Override
  public void request(Frame frame) {
    Binding bound = binding;
    int id = frame.commandId();
    if (BindMode.isBind(id)) {
      if (bound == null) {
        bind(frame);
      } else {
        refuse(frame, CommandStatus.RALYBND);
      }
    } else if (!isKnown(id)) {
      counters.malformed.increment();
      channel.respond(encoder.genericNack(CommandStatus.RINVCMDID, frame.sequenceNumber()));
    } else if (bound == null || !isAllowed(bound, id)) {
      refuse(frame, CommandStatus.RINVBNDSTS);
    } else if (!bound.account().withinRate()) {
      refuse(frame, CommandStatus.RTHROTTLED);
    } else {
      bound.stage().accept(frame);
    }
  }

  @Override
  public void lost(String reason) {
    stopBindTimer();
    Binding bound = binding;
    if (bound != null) {
      LOG.info("{}: session of {} ended: {}", channel.id(), bound.account().account().id(), reason);
      bound.stage().stop();
      bound.account().remove(this);
    }
    accounts.ended(this);
  }

  @Override
  public void tick(long nowNanos) {
    Binding bound = binding;
    if (bound != null) {
      bound.stage().expire(nowNanos);
    }
  }

  private void bind(Frame frame) {
    PduDecoder.BindRequest request;
    try {
      request = decoder.bind(frame);
    } catch (MalformedPduException e) {
      refuseBind(frame, e.commandStatus(), String.valueOf(e.getMessage()));
      return;
    }
    Optional<BoundAccount> found = accounts.find(request.systemId());
    if (found.isEmpty()) {
      refuseBind(frame, CommandStatus.RINVSYSID, "unknown system_id");
      return;
    }
    BoundAccount account = found.get();
    EsmeAccount rules = account.account();
    if (!rules.hasPassword(request.password())) {
      refuseBind(frame, CommandStatus.RINVPASWD, "wrong password for " + rules.id());
    } else if (!rules.mayComeFrom(peer)) {
      refuseBind(frame, CommandStatus.RBINDFAIL, rules.id() + " may not come from here");
    } else if (!rules.bindModes().contains(request.mode())) {
      refuseBind(frame, CommandStatus.RBINDFAIL, rules.id() + " may not bind so");
    } else {
      admit(frame, account, request);
    }
  }

  private void admit(Frame frame, BoundAccount account, PduDecoder.BindRequest request) {
    InboundStage.Limits limits =
        new InboundStage.Limits(
            account.account().limits().window(),
            config.answerTimeout(),
            CommandStatus.RTHROTTLED,
            CommandStatus.RSYSERR);
    InboundStage stage =
        new InboundStage(channel, limits, account.counters(), f -> hand(account.account(), f));
    binding =
        new Binding(
            account, request.mode(), request.interfaceVersion(), runtime.clock().instant(), stage);
    if (!account.admit(this)) {
      binding = null;
      refuseBind(frame, CommandStatus.RALYBND, account.account().id() + " is bound often enough");
      return;
    }
    byte[] response;
    try {
      response = encoder.bindResponse(frame, config.systemId(), config.interfaceVersion());
    } catch (MalformedPduException e) {
      channel.close(String.valueOf(e.getMessage()));
      return;
    }
    stopBindTimer();
    stage.start();
    channel.bound(request.mode());
    if (request.mode().receives()) {
      account.open(this, response);
    } else {
      channel.respond(response);
    }
    LOG.info("{}: {} bound as {}", channel.id(), account.account().id(), request.mode());
    if (channel.isClosed()) {
      account.remove(this);
    }
  }

  private CompletionStage<Answer> hand(EsmeAccount account, Frame frame)
      throws MalformedPduException {
    SmppRequest request = decoder.request(frame);
    if (!account.maySendFrom(request.source())) {
      return CompletableFuture.completedFuture(Answer.declined(CommandStatus.RINVSRCADR));
    }
    String session = channel.id();
    return switch (request) {
      case MessagePdu message -> requests.onMessage(account, session, message);
      case SubmitMultiPdu multi -> requests.onSubmitMulti(account, session, multi);
      case QueryPdu query -> requests.onQuery(account, session, query);
      case CancelPdu cancel -> requests.onCancel(account, session, cancel);
      case ReplacePdu replace -> requests.onReplace(account, session, replace);
    };
  }

  private void refuse(Frame frame, int status) {
    channel.respond(encoder.header(frame, status));
  }

  private void refuseBind(Frame frame, int status, String why) {
    LOG.warn(
        "{}: bind from {} refused with {}: {}",
        channel.id(),
        peer.getHostAddress(),
        CommandStatus.describe(status),
        why);
    accounts.bindRefused();
    refuse(frame, status);
    channel.closeAfterFlush("bind refused");
  }

  private void stopBindTimer() {
    Future<?> timer = bindTimer;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void closeUnlessBound() {
    if (channel.state() == SessionState.OPEN) {
      channel.close("no bind in time");
    }
  }

  private static boolean isKnown(int commandId) {
    return switch (commandId) {
      case SMPPConstant.CID_SUBMIT_SM,
          SMPPConstant.CID_SUBMIT_MULTI,
          SMPPConstant.CID_DATA_SM,
          SMPPConstant.CID_DELIVER_SM,
          SMPPConstant.CID_QUERY_SM,
          SMPPConstant.CID_CANCEL_SM,
          SMPPConstant.CID_REPLACE_SM ->
          true;
      default -> false;
    };
  }

  private static boolean isAllowed(Binding bound, int commandId) {
    return commandId == SMPPConstant.CID_DELIVER_SM
        ? bound.account().account().kind() == EsmeAccount.Kind.SMSC
        : bound.mode().submits();
  }
}
