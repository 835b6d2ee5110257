package isthmus.sms;

import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.interworking.InterworkingFunction.OutcomeSink;
import isthmus.cpm.interworking.OutboundMessage;
import isthmus.sms.mapping.ExternalId;
import isthmus.sms.mapping.SmsParty;
import isthmus.sms.smpp.RequestResult;
import isthmus.sms.text.Segment;
import isthmus.sms.text.Segmentation;
import isthmus.sms.text.SegmentationProfile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to bring one message through, carrier after carrier and part after part. Steps run
 * one after another on whichever thread brings the last answer of a round, so no lock is needed.
 */
final class Submission {
  private static final Logger LOG = LoggerFactory.getLogger(Submission.class);

  /** What submissions share. */
  record Tools(
      InstantSource clock,
      ConcatenationReferences references,
      SmsSettings.AfterRefusal afterRefusal,
      PeerDirectory peers) {}

  private final Tools tools;
  private final OutboundMessage message;
  private final String text;
  private final SmsParty from;
  private final SmsParty to;
  private final List<Carrier> candidates;
  private final OutcomeSink sink;
  private final TreeMap<Integer, ExternalPart> taken = new TreeMap<>();
  private int tried;
  private boolean ended;
  private @Nullable Failure temporary;
  private Optional<Duration> retryAfter = Optional.empty();
  private @Nullable Failure refusal;

  Submission(
      Tools tools,
      OutboundMessage message,
      SmsParty from,
      SmsParty to,
      List<Carrier> candidates,
      OutcomeSink sink) {
    this.tools = tools;
    this.message = message;
    this.text = message.message().content().text();
    this.from = from;
    this.to = to;
    this.candidates = candidates;
    this.sink = sink;
    message.alreadyAccepted().forEach(part -> taken.put(part.number(), part));
  }

  /** Begins. */
  void start() {
    guarded(this::next);
  }

  // What fails here fails in a continuation, where nobody would see it and nobody be told.
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      if (ended) {
        LOG.error("{}: the outcome could not be told", message.delivery(), e);
      } else {
        LOG.error("{}: submitting failed", message.delivery(), e);
        end(
            new DeliveryOutcome.PermanentFailure(
                new Failure(
                    FailureCode.INTERNAL,
                    "internal failure",
                    "submitting failed: " + e.getClass().getSimpleName()),
                parts()));
      }
    }
  }

  /** Goes on with the next carrier that can continue what was begun. */
  private void next() {
    while (tried < candidates.size()) {
      Carrier carrier = candidates.get(tried++);
      if (!continues(carrier.peer())) {
        continue;
      }
      switch (segment(carrier.peer())) {
        case Segmentation.TooManySegments tooMany -> {
          end(tooLarge(tooMany));
          return;
        }
        case Segmentation.Segments segments -> {
          if (taken.isEmpty() || taken.firstEntry().getValue().total() == total(segments)) {
            new Leg(carrier, segments.segments()).sendMissing();
            return;
          }
        }
      }
    }
    end(exhausted());
  }

  // Another peer can continue only a message whose parts are marked by us, and marked alike.
  private boolean continues(Peer peer) {
    if (taken.isEmpty()) {
      return true;
    }
    String begunBy = taken.firstEntry().getValue().peer();
    if (begunBy.equals(peer.id())) {
      return true;
    }
    SegmentationProfile.Way way = peer.segmentation().way();
    boolean marked = way == SegmentationProfile.Way.UDH_8 || way == SegmentationProfile.Way.UDH_16;
    return marked
        && tools
            .peers()
            .find(begunBy)
            .map(begun -> begun.segmentation().equals(peer.segmentation()))
            .orElse(true);
  }

  private Segmentation segment(Peer peer) {
    int max = peer.segmentation().way() == SegmentationProfile.Way.UDH_8 ? 0xff : 0xffff;
    int natural = ConcatenationReferences.natural(message.delivery(), max);
    Segmentation segmentation = peer.segmenter().segment(text, natural);
    if (!(segmentation instanceof Segmentation.Segments segments) || total(segments) == 1) {
      return segmentation;
    }
    int reference = tools.references().of(message.delivery(), message.from(), message.to(), max);
    return reference == natural ? segmentation : peer.segmenter().segment(text, reference);
  }

  private static int total(Segmentation.Segments segments) {
    return segments.segments().size();
  }

  /** The parts that one carrier is to send. */
  private final class Leg {
    private final Carrier carrier;
    private final List<Segment> segments;
    private final Composer composer;

    Leg(Carrier carrier, List<Segment> segments) {
      this.carrier = carrier;
      this.segments = segments;
      this.composer = new Composer(message, from, to, carrier.peer(), tools.clock().instant());
    }

    void sendMissing() {
      List<Segment> missing = new ArrayList<>(segments.size());
      for (int i = 0; i < segments.size(); i++) {
        if (!taken.containsKey(i + 1)) {
          missing.add(segments.get(i));
        }
      }
      if (missing.isEmpty()) {
        end(new DeliveryOutcome.Accepted(parts(), finality()));
        return;
      }
      List<Segment> round =
          switch (carrier.peer().parts()) {
            case ONE_BY_ONE -> missing.subList(0, 1);
            case PIPELINED -> missing;
          };
      Round.send(
          carrier,
          round.stream().map(composer::write).toList(),
          r -> guarded(() -> ended(round, r)));
    }

    private DeliveryOutcome.Finality finality() {
      if (carrier.peer().role().isSmsc()) {
        return composer.asksForReceipts()
            ? DeliveryOutcome.Finality.AWAITS_RECEIPT
            : DeliveryOutcome.Finality.NO_MORE_NEWS;
      }
      return switch (carrier.peer().acceptance()) {
        case DELIVERED -> DeliveryOutcome.Finality.DELIVERED;
        case TAKEN -> DeliveryOutcome.Finality.NO_MORE_NEWS;
      };
    }

    private void ended(List<Segment> round, List<RequestResult> results) {
      Verdict.@Nullable Never never = null;
      Verdict.@Nullable Unknown unknown = null;
      Verdict.@Nullable Later later = null;
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i) instanceof RequestResult.NoAnswer none) {
          LateAnswers.watch(none, message.delivery(), round.get(i).sequence(), carrier.peer());
        }
        switch (Verdict.of(results.get(i), carrier.peer())) {
          case Verdict.Taken(RequestResult.Accepted accepted) ->
              take(round.get(i).sequence(), accepted);
          case Verdict.Never refused -> never = refused;
          case Verdict.Unknown unanswered -> unknown = unanswered;
          case Verdict.Later notNow -> later = notNow;
        }
      }
      if (never != null) {
        refused(never);
      } else if (unknown != null) {
        carrier.peer().counters().count(PeerCounters.Event.SUBMIT_UNANSWERED);
        carrier.failed();
        end(new DeliveryOutcome.TemporaryFailure(unknown.failure(), Optional.empty(), parts()));
      } else if (later != null) {
        carrier.failed();
        temporary = later.failure();
        retryAfter = later.retryAfter();
        next();
      } else {
        sendMissing();
      }
    }

    private void take(int number, RequestResult.Accepted accepted) {
      carrier.succeeded();
      carrier.peer().counters().count(PeerCounters.Event.SUBMITTED);
      // A peer that gives no id cannot report either; the part still needs a name of its own.
      String raw =
          accepted.messageId().isBlank() ? message.delivery() + "-" + number : accepted.messageId();
      taken.put(
          number,
          new ExternalPart(
              number,
              segments.size(),
              carrier.peer().id(),
              ExternalId.of(raw).canonical(),
              raw,
              accepted.at()));
    }

    private void refused(Verdict.Never never) {
      carrier.peer().counters().count(PeerCounters.Event.SUBMIT_REFUSED);
      refusal = never.failure();
      switch (tools.afterRefusal()) {
        case GIVE_UP -> end(new DeliveryOutcome.PermanentFailure(never.failure(), parts()));
        case TRY_NEXT -> next();
      }
    }
  }

  private DeliveryOutcome exhausted() {
    if (temporary != null) {
      return new DeliveryOutcome.TemporaryFailure(temporary, retryAfter, parts());
    }
    if (refusal != null) {
      return new DeliveryOutcome.PermanentFailure(refusal, parts());
    }
    return new DeliveryOutcome.TemporaryFailure(
        new Failure(
            FailureCode.LINK_DOWN,
            "the SMS centre cannot be reached",
            taken.isEmpty()
                ? "no SMSC link is up"
                : "no link is up that can continue what "
                    + taken.firstEntry().getValue().peer()
                    + " began"),
        Optional.empty(),
        parts());
  }

  private DeliveryOutcome tooLarge(Segmentation.TooManySegments tooMany) {
    return new DeliveryOutcome.PermanentFailure(
        Failure.of(
            FailureCode.TOO_LARGE,
            "needs " + tooMany.needed() + " short messages, allowed are " + tooMany.allowed()),
        parts());
  }

  private List<ExternalPart> parts() {
    return List.copyOf(taken.values());
  }

  private void end(DeliveryOutcome outcome) {
    ended = true;
    if (LOG.isDebugEnabled() || !(outcome instanceof DeliveryOutcome.Accepted)) {
      log(outcome);
    }
    sink.outcome(outcome);
  }

  private void log(DeliveryOutcome outcome) {
    switch (outcome) {
      case DeliveryOutcome.Accepted accepted ->
          LOG.debug("{}: accepted, {}", message.delivery(), accepted.finality());
      case DeliveryOutcome.TemporaryFailure failed ->
          LOG.info("{}: not now: {}", message.delivery(), failed.failure().detail());
      case DeliveryOutcome.PermanentFailure failed ->
          LOG.info("{}: failed: {}", message.delivery(), failed.failure().detail());
    }
  }
}
