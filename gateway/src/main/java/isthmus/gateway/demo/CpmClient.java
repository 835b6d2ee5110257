package isthmus.gateway.demo;

import isthmus.cpm.codec.imdn.Imdn;
import isthmus.cpm.codec.imdn.ImdnNotification;
import isthmus.cpm.codec.imdn.RequestedNotification;
import isthmus.cpm.sip.ListenPoint;
import isthmus.cpm.sip.OutboundSipRequest;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipConfig;
import isthmus.cpm.sip.SipEndpoint;
import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.SipResponder;
import isthmus.cpm.sip.SipResult;
import isthmus.cpm.sip.Transport;
import isthmus.gateway.demo.CpmMessage.Direction;
import isthmus.gateway.demo.CpmMessage.State;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small CPM user agent over real SIP: registers with digest and keeps registered, sends pager
 * mode messages, takes messages and notifies {@code delivered} at once and {@code displayed} when
 * they are read. Safe for any thread.
 */
public final class CpmClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CpmClient.class);
  private static final Duration RETRY = Duration.ofSeconds(3);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final CpmAccount account;
  private final Runnable changed;
  private final InstantSource clock;
  private final CpmRequests requests;
  private final CpmInbound.Reader reader = new CpmInbound.Reader();
  private final CpmThreads threads = new CpmThreads();
  private final AuthenticatedSender sender;
  private final SipEndpoint endpoint;
  private final String callId = UUID.randomUUID().toString();
  private final AtomicLong cseq = new AtomicLong();
  private final Thread registrations;
  private volatile String registration = "registering";
  private volatile boolean registered;

  private CpmClient(CpmAccount account, Runnable changed, InstantSource clock) throws IOException {
    this.account = account;
    this.changed = changed;
    this.clock = clock;
    this.requests = new CpmRequests(account);
    this.endpoint =
        SipEndpoint.start(
            SipConfig.of(List.of(new ListenPoint(Transport.TCP, "127.0.0.1", 0))), this::received);
    this.sender =
        new AuthenticatedSender(
            endpoint::send, new DigestClient(account.number(), account.password()));
    this.registrations =
        Thread.ofVirtual().name("cpm-client-" + account.number()).unstarted(this::keepRegistered);
  }

  /**
   * Starts one, which registers in the background.
   *
   * @param changed told when something changed that a person would see
   * @throws IOException if it cannot listen
   */
  public static CpmClient start(CpmAccount account, Runnable changed, InstantSource clock)
      throws IOException {
    CpmClient client = new CpmClient(account, changed, clock);
    client.registrations.start();
    return client;
  }

  /** Who it is. */
  public CpmAccount account() {
    return account;
  }

  /** Whether the core knows where it is. */
  public boolean isRegistered() {
    return registered;
  }

  /** How its registration stands, for people. */
  public String registration() {
    return registration;
  }

  /** Its conversations, the newest first. */
  public List<CpmThread> threads() {
    return threads.all();
  }

  /**
   * Sends a message to a phone number or other address, in the newest thread with it or a new one.
   *
   * @return the message as it stands now
   * @throws IllegalArgumentException if the recipient is no address
   */
  public CpmMessage send(String to, String text) {
    String uri = uriOf(to.strip());
    String peer = CpmInbound.label(uri);
    Optional<CpmThread> thread = threads.with(peer);
    return send(
        thread.map(CpmThread::conversation).orElseGet(() -> UUID.randomUUID().toString()),
        thread.map(CpmThread::peerUri).orElse(uri),
        peer,
        text);
  }

  /**
   * Sends a message in a thread.
   *
   * @throws IllegalArgumentException if there is no such thread
   */
  public CpmMessage answer(String conversation, String text) {
    CpmThread thread =
        threads
            .thread(conversation)
            .orElseThrow(() -> new IllegalArgumentException("no conversation " + conversation));
    return send(conversation, thread.peerUri(), thread.peer(), text);
  }

  private CpmMessage send(String conversation, String to, String peer, String text) {
    CpmRequests.Outgoing outgoing = outgoing(conversation, to, threads.answered(conversation));
    CpmMessage message =
        new CpmMessage(
            outgoing.messageId(),
            outgoing.contribution(),
            Direction.OUT,
            text,
            outgoing.at(),
            State.SENDING,
            "",
            CpmRequests.WANTED);
    OutboundSipRequest.Builder request = requests.message(outgoing, text);
    threads.add(conversation, to, peer, message);
    changed.run();
    var _ = sender.send(request, 1).thenAccept(result -> ended(message.id(), result));
    return message;
  }

  private CpmRequests.Outgoing outgoing(
      String conversation, String to, Optional<String> inReplyTo) {
    return new CpmRequests.Outgoing(
        to,
        conversation,
        UUID.randomUUID().toString(),
        inReplyTo,
        UUID.randomUUID().toString(),
        clock.instant());
  }

  private static String uriOf(String to) {
    String digits = to.replaceAll("[ ()./-]", "");
    if (digits.matches("\\+?[0-9]{3,20}")) {
      return "tel:" + digits;
    }
    if (to.matches("(?i)(sips?|tel|mailto):[^\\s<>\"]+")) {
      return to;
    }
    if (to.matches("[^\\s@<>\"]+@[^\\s@<>\"]+")) {
      return "sip:" + to;
    }
    throw new IllegalArgumentException(
        "'"
            + to
            + "' is neither a phone number nor an address; allowed: such as +15552000001 or"
            + " sip:+15551000002@demo.example.org");
  }

  private void ended(String id, SipResult result) {
    switch (result) {
      case SipResult.Answered answered -> {
        if (answered.isSuccess()) {
          threads.progress(id, State.SENT, "");
        } else {
          threads.progress(id, State.FAILED, answered.status() + " " + answered.reason());
        }
      }
      case SipResult.TimedOut() -> threads.progress(id, State.FAILED, "no answer");
      case SipResult.TransportFailed(String reason) -> threads.progress(id, State.FAILED, reason);
    }
    changed.run();
  }

  /** The user has read a conversation: {@code displayed} goes to those who asked for it. */
  public void read(String conversation) {
    Optional<CpmThread> thread = threads.thread(conversation);
    List<CpmMessage> unread = threads.read(conversation);
    for (CpmMessage message : unread) {
      if (!message.wanted().wants(RequestedNotification.DISPLAY)) {
        continue;
      }
      thread.ifPresent(
          known ->
              notify(
                  known.peerUri(),
                  conversation,
                  message.contribution(),
                  message.id(),
                  ImdnNotification.Display.DISPLAYED));
    }
    if (!unread.isEmpty()) {
      changed.run();
    }
  }

  private void notify(
      String to,
      String conversation,
      String contribution,
      String about,
      ImdnNotification notification) {
    CpmRequests.Outgoing outgoing = outgoing(conversation, to, Optional.of(contribution));
    var _ =
        sender
            .send(requests.notification(outgoing, about, notification), 1)
            .thenAccept(
                result -> {
                  if (!(result instanceof SipResult.Answered answered) || !answered.isSuccess()) {
                    LOG.info("notification about {} was not taken: {}", about, result);
                  }
                });
  }

  private void received(SipRequest request, SipResponder responder) {
    switch (reader.read(request)) {
      case CpmInbound.Unfit unfit -> responder.respond(unfit.answer());
      case CpmInbound.Notifications notifications -> {
        responder.respond(SipAnswer.of(200));
        notifications.notifications().forEach(this::notified);
        changed.run();
      }
      case CpmInbound.Message message -> {
        responder.respond(SipAnswer.of(200));
        if (arrived(message)) {
          changed.run();
        }
      }
    }
  }

  private void notified(Imdn notification) {
    Optional<State> state =
        notification
            .notification()
            .flatMap(
                what ->
                    switch (what) {
                      case ImdnNotification.Delivery delivery ->
                          switch (delivery) {
                            case DELIVERED -> Optional.of(State.DELIVERED);
                            case FAILED -> Optional.of(State.FAILED);
                            case FORBIDDEN, ERROR -> Optional.empty();
                          };
                      case ImdnNotification.Display display ->
                          switch (display) {
                            case DISPLAYED -> Optional.of(State.DISPLAYED);
                            case FORBIDDEN, ERROR -> Optional.empty();
                          };
                      case ImdnNotification.Processing _ -> Optional.empty();
                      case ImdnNotification.Interworking _ -> Optional.empty();
                    });
    state.ifPresent(
        known ->
            threads.progress(
                notification.messageId(), known, known == State.FAILED ? "not delivered" : ""));
  }

  private boolean arrived(CpmInbound.Message message) {
    boolean isNew =
        threads.add(
            message.conversation(),
            message.sender(),
            message.peer(),
            new CpmMessage(
                message.messageId(),
                message.contribution(),
                Direction.IN,
                message.text(),
                clock.instant(),
                State.UNREAD,
                "",
                message.wanted()));
    if (isNew && message.wanted().wants(RequestedNotification.POSITIVE_DELIVERY)) {
      notify(
          message.sender(),
          message.conversation(),
          message.contribution(),
          message.messageId(),
          ImdnNotification.Delivery.DELIVERED);
    }
    return isNew;
  }

  // --- registration and digest ------------------------------------------------------------------

  private CompletionStage<SipResult> register(Duration expires) {
    return sender.send(
        requests.register(endpoint.listenPoints().getFirst(), callId, expires.toSeconds()),
        cseq.getAndAdd(2) + 1);
  }

  private void keepRegistered() {
    try {
      while (true) {
        boolean done = isOk(register(account.expires()).toCompletableFuture().get());
        Thread.sleep(done ? account.expires().dividedBy(2) : RETRY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.error("registering {} failed", account.number(), e);
    }
  }

  private boolean isOk(SipResult result) {
    boolean ok = result instanceof SipResult.Answered answered && answered.isSuccess();
    String now =
        switch (result) {
          case SipResult.Answered answered ->
              ok ? "registered" : answered.status() + " " + answered.reason();
          case SipResult.TimedOut() -> "no answer";
          case SipResult.TransportFailed(String reason) -> reason;
        };
    if (ok != registered || !now.equals(registration)) {
      registered = ok;
      registration = now;
      changed.run();
    }
    return ok;
  }

  /** Takes the registration back and ends. */
  @Override
  public void close() {
    registrations.interrupt();
    try {
      if (registered) {
        register(Duration.ZERO)
            .toCompletableFuture()
            .get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("the core took no leave of {}", account.number());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    endpoint.close();
  }
}
