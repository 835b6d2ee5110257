package isthmus.cpm.sip;

import isthmus.cpm.sip.AnswerCache.Entry;
import isthmus.cpm.sip.AnswerCache.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every request that arrives: checks it (RFC 3261 §8.2), absorbs retransmissions, asks
 * admission, and hands what is left to the handler. Called on receive threads.
 */
final class RequestIntake {
  private static final Logger LOG = LoggerFactory.getLogger(RequestIntake.class);

  private final SipConfig config;
  private final SipRequestHandler handler;
  private final Gate gate;
  private final AnswerCache answers;
  private final ResponseWriter writer;
  private final Tally tally;
  private final String allow;
  private final ToTags toTags = new ToTags();

  RequestIntake(
      SipConfig config, SipRequestHandler handler, Gate gate, AnswerCache answers, Tally tally) {
    this.config = config;
    this.handler = handler;
    this.gate = gate;
    this.answers = answers;
    this.writer = new ResponseWriter(config.product());
    this.tally = tally;
    TreeSet<String> methods = new TreeSet<>(config.methods());
    methods.add("OPTIONS");
    this.allow = String.join(", ", methods);
  }

  /** Takes a request that was split into its parts. */
  void take(WireMessage wire, Arrival arrival) {
    SipRequest request;
    try {
      SipRequest.RequestLine line = SipRequest.RequestLine.parse(wire.startLine());
      tally.received(line.method());
      if (line.method().equals("ACK")) {
        return;
      }
      if (!line.version().equals("SIP/2.0")) {
        reject(wire, arrival, SipAnswer.of(505));
        return;
      }
      if (wire.defect().isPresent()) {
        throw new SipSyntaxException(wire.defect().get());
      }
      request = SipRequest.of(line, wire, arrival.hop(), arrival.remote().getAddress());
    } catch (SipSyntaxException e) {
      reject(wire, arrival, badRequest(e));
      return;
    }
    Optional<SipAnswer> refusal = refusal(request);
    if (refusal.isPresent()) {
      send(request, arrival, refusal.get());
      tally.answered(refusal.get().status());
      return;
    }
    admit(request, arrival);
  }

  /** Answers a message whose head alone was understood; silent where that is not enough. */
  void reject(WireMessage head, Arrival arrival, SipAnswer answer) {
    SipHeaders headers = head.headers();
    for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
      if (headers.first(name).filter(value -> !value.isEmpty()).isEmpty()) {
        tally.junk.increment();
        return;
      }
    }
    if (head.isResponse() || head.startLine().startsWith("ACK ")) {
      tally.junk.increment();
      return;
    }
    Grammar.TopVia via;
    try {
      via = Grammar.via(headers.first("Via").orElse(""));
    } catch (SipSyntaxException e) {
      tally.junk.increment();
      return;
    }
    tally.malformed.increment();
    tally.answered(answer.status());
    byte[] octets =
        writer.write(headers, arrival.hop(), answer, toTags.of(via.branch().orElse("")));
    arrival.reply().send(octets, replyPort(via, arrival));
  }

  static SipAnswer badRequest(SipSyntaxException e) {
    return SipAnswer.of(400, "Bad Request: " + e.getMessage());
  }

  private Optional<SipAnswer> refusal(SipRequest request) {
    String method = request.method();
    if (method.equals("CANCEL") || method.equals("BYE")) {
      return Optional.of(SipAnswer.of(481));
    }
    if (!config.methods().contains(method) && !method.equals("OPTIONS")) {
      return Optional.of(SipAnswer.of(405).with("Allow", allow));
    }
    TreeSet<String> unknown = new TreeSet<>(request.headers().elements("Require"));
    unknown.removeAll(config.optionTags());
    if (!unknown.isEmpty()) {
      return Optional.of(SipAnswer.of(420).with("Unsupported", String.join(", ", unknown)));
    }
    if (request.header("Max-Forwards").filter(hops -> hops.equals("0")).isPresent()) {
      return Optional.of(SipAnswer.of(483));
    }
    if (method.equals("OPTIONS")) {
      return Optional.of(options(request));
    }
    return Optional.empty();
  }

  private SipAnswer options(SipRequest request) {
    if (request.toTag().isPresent()) {
      return SipAnswer.of(481);
    }
    return SipAnswer.of(200)
        .with("Allow", allow)
        .with("Accept", "message/cpim, message/imdn+xml, text/plain")
        .with("Supported", String.join(", ", new TreeSet<>(config.optionTags())));
  }

  private void admit(SipRequest request, Arrival arrival) {
    String key = request.transactionKey();
    Optional<Entry> known = answers.find(key);
    long now = System.nanoTime();
    Optional<Entry> opened = known.isPresent() ? Optional.empty() : answers.open(key, now);
    if (opened.isEmpty()) {
      tally.absorbed.increment();
      known.ifPresent(entry -> repeat(request, arrival, entry));
      return;
    }
    Entry entry = opened.get();
    Optional<Duration> refusal = gate.enter(now);
    if (refusal.isPresent()) {
      answers.discard(entry);
      tally.overload.increment();
      tally.answered(503);
      send(request, arrival, SipAnswer.retryAfter(refusal.get()));
      return;
    }
    handOn(request, answer -> respond(request, arrival, entry, answer));
  }

  private void handOn(SipRequest request, SipResponder responder) {
    try {
      handler.onRequest(request, responder);
    } catch (SipSyntaxException e) {
      tally.malformed.increment();
      responder.respond(badRequest(e));
    } catch (RuntimeException e) {
      LOG.error("handling {} failed", request, e);
      responder.respond(SipAnswer.of(500));
    }
  }

  private void repeat(SipRequest request, Arrival arrival, Entry entry) {
    switch (entry.progress()) {
      case Progress.Answered answered -> send(request, arrival, answered.answer());
      case Progress.Open open -> {}
      case Progress.Abandoned abandoned -> {}
    }
  }

  private void respond(SipRequest request, Arrival arrival, Entry entry, SipAnswer answer) {
    if (!answers.answer(entry, answer, System.nanoTime())) {
      return;
    }
    gate.leave();
    tally.answered(answer.status());
    send(request, arrival, answer);
  }

  private void send(SipRequest request, Arrival arrival, SipAnswer answer) {
    String tag = toTags.of(request.transactionKey());
    byte[] octets = writer.write(request.headers(), arrival.hop(), answer, tag);
    arrival.reply().send(octets, replyPort(request.via(), arrival));
  }

  /**
   * RFC 3261 §18.2.2 and RFC 3581 §4: the source port where rport asks for it, else the sent-by.
   */
  private static int replyPort(Grammar.TopVia via, Arrival arrival) {
    return via.rport()
        ? arrival.remote().getPort()
        : via.port().orElse(arrival.transport().defaultPort());
  }
}
