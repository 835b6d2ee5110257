package isthmus.cpm.sip;

import isthmus.cpm.sip.ClientTransaction.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs {@link ClientTransaction}s: finds the one that a response belongs to (RFC 3261 §17.1.3),
 * keeps their timers on one wheel and completes their futures. Safe for any thread.
 */
final class ClientTransactions {
  /** RFC 3261 §18.1.1: larger requests go over a transport with congestion control. */
  private static final int MAX_DATAGRAM_REQUEST_BYTES = 1300;

  private final SipConfig config;
  private final Wires wires;
  private final TimerWheel wheel;
  private final InstantSource clock;
  private final RequestWriter writer;
  private final Tally tally;
  private final ConcurrentHashMap<String, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();

  ClientTransactions(
      SipConfig config, Wires wires, TimerWheel wheel, InstantSource clock, Tally tally) {
    this.config = config;
    this.wires = wires;
    this.wheel = wheel;
    this.clock = clock;
    this.writer = new RequestWriter(config.product());
    this.tally = tally;
  }

  private final class Pending {
    private final String branch;
    private final OutboundSipRequest request;
    private final String unique;
    private final CompletableFuture<SipResult> result = new CompletableFuture<>();
    private final boolean fallBackToUdp;
    private Hop hop;
    private byte[] octets;
    private ClientTransaction state;

    Pending(OutboundSipRequest request, Hop chosen) {
      this.branch = "z9hG4bK" + unique();
      this.request = request;
      this.unique = unique();
      byte[] direct = write(request, chosen, branch, unique);
      boolean byTcp = goesByTcp(request, chosen, direct.length);
      this.fallBackToUdp = byTcp;
      this.hop = byTcp ? new Hop(Transport.TCP, chosen.host(), chosen.port()) : chosen;
      this.octets = byTcp ? write(request, hop, branch, unique) : direct;
      this.state = ClientTransaction.started(hop.transport(), config.timers(), clock.instant());
    }

    void transmit() {
      byte[] now;
      Hop to;
      synchronized (this) {
        now = octets;
        to = hop;
      }
      wires.send(to, now, this::transportFailed);
    }

    void transportFailed(String reason) {
      if (fallBack()) {
        transmit();
        scheduleWakeUp();
      } else if (step(new Event.TransportError()) == ClientTransaction.Action.FAIL) {
        tally.transportFailed.increment();
        finish(new SipResult.TransportFailed(reason));
      }
    }

    /** RFC 3261 §18.1.1: when TCP was our own idea and there is none, UDP it is. */
    private synchronized boolean fallBack() {
      boolean open = state.state() == ClientTransaction.State.TRYING;
      if (!open || !fallBackToUdp || hop.transport() == Transport.UDP) {
        return false;
      }
      hop = new Hop(Transport.UDP, hop.host(), hop.port());
      octets = write(request, hop, branch, unique);
      state = ClientTransaction.started(Transport.UDP, config.timers(), clock.instant());
      return true;
    }

    void tick() {
      switch (step(new Event.Tick())) {
        case RESEND -> {
          tally.resent.increment();
          transmit();
        }
        case TIME_OUT -> {
          tally.timedOut.increment();
          finish(new SipResult.TimedOut());
        }
        case NOTHING, DELIVER, FAIL -> {}
      }
      scheduleWakeUp();
    }

    void heard(SipResult.Answered answer) {
      if (step(new Event.Response(answer.status())) == ClientTransaction.Action.DELIVER) {
        tally.completed.increment();
        finish(answer);
      }
    }

    private synchronized ClientTransaction.Action step(Event event) {
      ClientTransaction.Step step = state.next(event, clock.instant());
      state = step.next();
      if (state.state() == ClientTransaction.State.TERMINATED) {
        pending.remove(branch, this);
      }
      return step.action();
    }

    void scheduleWakeUp() {
      Optional<Instant> wakeAt;
      synchronized (this) {
        wakeAt = state.wakeAt();
      }
      wakeAt.ifPresent(due -> wheel.schedule(due, this::tick));
    }

    private void finish(SipResult outcome) {
      synchronized (this) {
        octets = new byte[0];
      }
      inFlight.decrementAndGet();
      result.complete(outcome);
    }
  }

  /** Sends a request; the stage completes once, on a receive or timer thread. */
  CompletionStage<SipResult> send(OutboundSipRequest request) {
    Hop hop;
    try {
      hop = hop(request);
    } catch (SipSyntaxException e) {
      return failed("no next hop: " + e.getMessage());
    }
    if (!wires.reaches(hop.transport())) {
      return failed("no " + hop.transport() + " listen point to send from");
    }
    if (inFlight.incrementAndGet() > config.limits().maxInFlight()) {
      inFlight.decrementAndGet();
      return failed("more than " + config.limits().maxInFlight() + " requests in flight");
    }
    Pending transaction = new Pending(request, hop);
    pending.put(transaction.branch, transaction);
    tally.sent.increment();
    transaction.transmit();
    transaction.scheduleWakeUp();
    return transaction.result;
  }

  /** Takes a response; one that belongs to nothing is counted and dropped. */
  void response(WireMessage wire) {
    SipHeaders headers = wire.headers();
    try {
      Grammar.TopVia via = Grammar.via(headers.first("Via").orElse(""));
      SipRequest.CSeq cseq = SipRequest.CSeq.parse(headers.first("CSeq").orElse(""));
      SipResult.Answered answer = answer(wire);
      Pending transaction = pending.get(via.branch().orElse(""));
      if (transaction == null || !transaction.request.method().equals(cseq.method())) {
        tally.stray.increment();
      } else {
        transaction.heard(answer);
      }
    } catch (SipSyntaxException e) {
      tally.junk.increment();
    }
  }

  int inFlight() {
    return inFlight.get();
  }

  /** Ends everything still open. */
  void stop() {
    for (Pending transaction : pending.values()) {
      transaction.transportFailed("the SIP endpoint was stopped");
    }
  }

  private static SipResult.Answered answer(WireMessage wire) {
    String line = wire.startLine();
    boolean shaped = line.length() >= 11 && (line.length() == 11 || line.charAt(11) == ' ');
    if (!shaped) {
      throw new SipSyntaxException("the start line is no status line");
    }
    long status = SipRequest.number("status line", line.substring(8, 11));
    if (status < 100 || status > 699) {
      throw new SipSyntaxException("status line: a status from 100 to 699 expected");
    }
    String reason = line.length() > 12 ? line.substring(12) : "";
    return new SipResult.Answered((int) status, reason, wire.headers());
  }

  private static Hop hop(OutboundSipRequest request) {
    if (request.nextHop().isPresent()) {
      return request.nextHop().get();
    }
    return Hop.of(target(request));
  }

  private static String target(OutboundSipRequest request) {
    return request.routes().isEmpty()
        ? request.requestUri()
        : NameAddress.parse(request.routes().getFirst()).uri();
  }

  private CompletionStage<SipResult> failed(String reason) {
    tally.transportFailed.increment();
    return CompletableFuture.completedFuture(new SipResult.TransportFailed(reason));
  }

  private byte[] write(OutboundSipRequest request, Hop to, String branch, String unique) {
    return writer.write(request, to.transport(), wires.sentBy(to.transport()), branch, unique);
  }

  /** Only where nobody asked for UDP by name. */
  private boolean goesByTcp(OutboundSipRequest request, Hop hop, int length) {
    return hop.transport() == Transport.UDP
        && length > MAX_DATAGRAM_REQUEST_BYTES
        && config.largeRequests() == SipConfig.LargeRequests.BY_TCP
        && request.nextHop().isEmpty()
        && !target(request).toLowerCase(Locale.ROOT).contains("transport=udp");
  }

  private static String unique() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
  }
}
