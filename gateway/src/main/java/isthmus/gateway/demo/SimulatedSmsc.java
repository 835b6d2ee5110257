package isthmus.gateway.demo;

import isthmus.sms.mapping.DeliveryState;
import isthmus.sms.smpp.Answer;
import isthmus.sms.smpp.CancelPdu;
import isthmus.sms.smpp.CommandStatus;
import isthmus.sms.smpp.EsmeAccount;
import isthmus.sms.smpp.EsmeRequests;
import isthmus.sms.smpp.MessagePdu;
import isthmus.sms.smpp.QueryPdu;
import isthmus.sms.smpp.ReplacePdu;
import isthmus.sms.smpp.RequestResult;
import isthmus.sms.smpp.ServerStatus;
import isthmus.sms.smpp.SmppAddress;
import isthmus.sms.smpp.SmppRuntime;
import isthmus.sms.smpp.SmppServer;
import isthmus.sms.smpp.SmppServerConfig;
import isthmus.sms.smpp.SubmitMultiPdu;
import isthmus.sms.text.Segment;
import isthmus.sms.text.Segmentation;
import isthmus.sms.text.SegmentationProfile;
import isthmus.sms.text.Segmenter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An SMSC with its handsets, over real SMPP: takes submit_sm under ever new message ids, sends
 * receipts on any bind of the account, delivers what its handsets send, and misbehaves on request.
 * A number that none of its handsets has is undeliverable; without any handsets, all are delivered.
 * A number without a handset counts as one that is always on. Safe for any thread.
 */
public final class SimulatedSmsc implements AutoCloseable {
  private static final int IDS_PER_SECOND = 1_000_000;
  private static final int MOST_PARTS = 50;

  private final SmscSettings settings;
  private final SmscListener listener;
  private final InstantSource clock;
  private final SmppRuntime runtime;
  private final SmppServer server;
  private final Optional<CuttableLine> line;
  private final DeliverQueue queue;
  private final Map<String, Handset> handsets = new LinkedHashMap<>();
  private final AtomicLong ids;
  private final AtomicInteger references = new AtomicInteger();
  private final Segmenter segmenter =
      new Segmenter(SegmentationProfile.STANDARD.withMaxSegments(MOST_PARTS));
  private volatile SmscBehaviour behaviour = new SmscBehaviour.Normal();
  private volatile Duration receiptDelay;

  /** In which order the parts of a long message go out. */
  public enum PartOrder {
    /** First to last. */
    IN_ORDER,
    /** By chance, but never first to last. */
    SHUFFLED,
    /** By chance, and one of them twice. */
    SHUFFLED_ONE_DOUBLED
  }

  private SimulatedSmsc(SmscSettings settings, SmscListener listener, InstantSource clock)
      throws IOException {
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
    this.receiptDelay = settings.receiptDelay();
    // Ids never repeat, also over restarts: a gateway keeps them in its database.
    this.ids = new AtomicLong(clock.instant().getEpochSecond() * IDS_PER_SECOND);
    settings.handsets().forEach(number -> handsets.put(number, new Handset(number)));
    this.runtime = SmppRuntime.standard().withCompletions(Runnable::run);
    boolean cuttable = settings.line() == SmscSettings.Line.CUTTABLE;
    try {
      this.server =
          new SmppServer(
              SmppServerConfig.of(
                  cuttable ? "127.0.0.1" : settings.host(), cuttable ? 0 : settings.port(), "smsc"),
              settings.accounts(),
              runtime,
              new Door());
    } catch (IOException e) {
      runtime.close();
      throw e;
    }
    this.queue = new DeliverQueue(server::deliver);
    try {
      this.line = cuttable ? Optional.of(openLine()) : Optional.empty();
    } catch (IOException e) {
      close(Optional.empty());
      throw e;
    }
  }

  private CuttableLine openLine() throws IOException {
    return new CuttableLine(
        settings.host(),
        settings.port(),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
  }

  /**
   * Starts one.
   *
   * @throws IOException if its port is taken
   */
  public static SimulatedSmsc start(
      SmscSettings settings, SmscListener listener, InstantSource clock) throws IOException {
    SimulatedSmsc smsc = new SimulatedSmsc(settings, listener, clock);
    smsc.server.start();
    return smsc;
  }

  /** The port to connect to. */
  public int port() {
    return line.map(CuttableLine::port).orElseGet(server::port);
  }

  /** Who is bound, and what passed. */
  public ServerStatus status() {
    return server.status();
  }

  /** Deliveries to the ESMEs that wait for their time or are to be tried again. */
  public int waiting() {
    return queue.waiting();
  }

  /** What it does with messages. */
  public SmscBehaviour behaviour() {
    return behaviour;
  }

  /**
   * Changes what it does with messages.
   *
   * @throws IllegalArgumentException for {@link SmscBehaviour.Drop} on a direct line
   */
  public void behave(SmscBehaviour other) {
    if (other instanceof SmscBehaviour.Drop && line.isEmpty()) {
      throw new IllegalArgumentException("a direct line cannot be cut");
    }
    behaviour = other;
    listener.changed();
  }

  /** From a message's delivery to its receipt. */
  public Duration receiptDelay() {
    return receiptDelay;
  }

  /** Changes the delay of receipts to come. */
  public void delayReceipts(Duration delay) {
    receiptDelay = delay;
    listener.changed();
  }

  /** The handsets in the order of the settings. */
  public List<Handset> handsets() {
    return List.copyOf(handsets.values());
  }

  /** The handset with a number. */
  public Optional<Handset> handset(String number) {
    return Optional.ofNullable(handsets.get(number));
  }

  /** Changes whether a handset can be reached; what waited for it gets its outcome. */
  public void become(Handset handset, Reach reach) {
    for (Handset.Submitted message : handset.become(reach)) {
      outcome(message, handset.take(message));
    }
    listener.changed();
  }

  /**
   * Sends from a handset.
   *
   * @param to the recipient's number in E.164 form, with or without a plus sign
   * @return the message as it is on the handset now
   * @throws IllegalArgumentException if the text is too long or the number is none
   */
  public HandsetMessage send(Handset from, String to, String text, PartOrder order) {
    if (!to.matches("\\+?[0-9]{1,20}")) {
      throw new IllegalArgumentException("'" + to + "' is not a phone number");
    }
    List<Segment> segments =
        switch (segmenter.segment(text, references.incrementAndGet() & 0xff)) {
          case Segmentation.Segments all -> new ArrayList<>(all.segments());
          case Segmentation.TooManySegments many ->
              throw new IllegalArgumentException(
                  "the text takes " + many.needed() + " parts; at most " + many.allowed());
        };
    int parts = segments.size();
    HandsetMessage message =
        new HandsetMessage(
            nextId(),
            HandsetMessage.Direction.OUT,
            to.startsWith("+") ? to : "+" + to,
            text,
            parts,
            clock.instant(),
            HandsetMessage.State.SENDING);
    from.sent(message);
    arrange(segments, order);
    deliver(from, message, segments);
    listener.changed();
    return message;
  }

  private static void arrange(List<Segment> segments, PartOrder order) {
    if (order == PartOrder.IN_ORDER || segments.size() < 2) {
      return;
    }
    List<Segment> ordered = List.copyOf(segments);
    Random chance = new Random();
    while (segments.equals(ordered)) {
      Collections.shuffle(segments, chance);
    }
    if (order == PartOrder.SHUFFLED_ONE_DOUBLED) {
      segments.add(segments.get(chance.nextInt(segments.size() - 1)));
    }
  }

  private void deliver(Handset from, HandsetMessage message, List<Segment> segments) {
    SmppAddress source = SmppAddress.international(from.number().substring(1));
    SmppAddress destination = SmppAddress.international(message.peer().substring(1));
    AtomicInteger missing = new AtomicInteger(segments.size());
    for (Segment segment : segments) {
      queue.add(
          settings.accounts().getFirst().id(),
          Pdus.part(source, destination, segment),
          Duration.ZERO,
          result -> {
            if (!(result instanceof RequestResult.Accepted)) {
              from.mark(message.id(), HandsetMessage.State.RETRYING);
            } else if (missing.decrementAndGet() == 0) {
              from.mark(message.id(), HandsetMessage.State.SENT);
            }
            listener.changed();
          });
    }
  }

  @Override
  public void close() {
    close(line);
  }

  private void close(Optional<CuttableLine> opened) {
    queue.close();
    server.close();
    opened.ifPresent(CuttableLine::close);
    runtime.close();
  }

  private String nextId() {
    return Long.toHexString(ids.incrementAndGet());
  }

  private Answer take(EsmeAccount account, MessagePdu pdu) {
    Handset.Submitted message = new Handset.Submitted(account.id(), pdu, nextId(), clock.instant());
    listener.taken(pdu, message.messageId());
    if (handsets.isEmpty()) {
      outcome(message, Optional.of(DeliveryState.DELIVERED));
    } else {
      Handset handset = handsets.get(Pdus.written(pdu.destination()));
      outcome(
          message,
          handset == null ? Optional.of(DeliveryState.UNDELIVERABLE) : handset.take(message));
      listener.changed();
    }
    return Answer.taken(message.messageId());
  }

  /** Sends the receipt that the sender asked for. */
  private void outcome(Handset.Submitted message, Optional<DeliveryState> state) {
    if (state.isEmpty() || !Pdus.wantsReceipt(message.pdu(), state.get())) {
      return;
    }
    Duration delay = receiptDelay;
    Instant done = clock.instant();
    queue.add(
        message.account(),
        Pdus.receipt(
            message.pdu(),
            message.messageId(),
            message.at(),
            done,
            state.get(),
            settings.receiptIds()),
        delay,
        result -> {
          if (result instanceof RequestResult.Accepted) {
            listener.receiptTaken(message.messageId());
          }
        });
  }

  /** The SMPP server's application. */
  private final class Door implements EsmeRequests {
    @Override
    public CompletionStage<Answer> onMessage(
        EsmeAccount account, String sessionId, MessagePdu message) {
      return switch (behaviour) {
        case SmscBehaviour.Normal() -> CompletableFuture.completedFuture(take(account, message));
        case SmscBehaviour.Refuse(int status) -> declined(status);
        case SmscBehaviour.Throttle() -> declined(CommandStatus.RTHROTTLED);
        case SmscBehaviour.Hang() -> new CompletableFuture<>();
        case SmscBehaviour.Drop() -> {
          line.ifPresent(CuttableLine::cut);
          yield new CompletableFuture<>();
        }
      };
    }

    @Override
    public CompletionStage<Answer> onSubmitMulti(
        EsmeAccount account, String sessionId, SubmitMultiPdu multi) {
      return declined(CommandStatus.RSUBMITFAIL);
    }

    @Override
    public CompletionStage<Answer> onQuery(EsmeAccount account, String sessionId, QueryPdu query) {
      return declined(CommandStatus.RQUERYFAIL);
    }

    @Override
    public CompletionStage<Answer> onCancel(
        EsmeAccount account, String sessionId, CancelPdu cancel) {
      return declined(CommandStatus.RCANCELFAIL);
    }

    @Override
    public CompletionStage<Answer> onReplace(
        EsmeAccount account, String sessionId, ReplacePdu replace) {
      return declined(CommandStatus.RREPLACEFAIL);
    }

    private static CompletionStage<Answer> declined(int status) {
      return CompletableFuture.completedFuture(Answer.declined(status));
    }
  }
}
