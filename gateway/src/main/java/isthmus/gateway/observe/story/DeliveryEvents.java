package isthmus.gateway.observe.story;

import static isthmus.gateway.observe.story.LadderSketch.ISF;
import static isthmus.gateway.observe.story.LadderSketch.ISTHMUS;
import static isthmus.gateway.observe.story.LadderSketch.detail;
import static isthmus.gateway.observe.story.LadderSketch.notBefore;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Origin;
import isthmus.cpm.delivery.Report;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.store.StoryStore.AttemptStory;
import isthmus.cpm.store.StoryStore.DeliveryStory;
import isthmus.cpm.store.StoryStore.PartStory;
import isthmus.gateway.observe.story.Ladder.Detail;
import isthmus.gateway.observe.story.Ladder.Event;
import isthmus.gateway.observe.story.Ladder.Mood;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happened to one delivery: of the message, or of a notification about it. */
final class DeliveryEvents {
  private final LadderSketch sketch;
  private final DeliveryStory told;
  private final Delivery delivery;
  private final List<PartStory> parts;
  private final Attempts attempts;
  private final Instant accepted;

  /** Tells what followed the attempts with another way. */
  private Runnable later = () -> {};

  DeliveryEvents(
      LadderSketch sketch, DeliveryStory told, List<PartStory> parts, List<AttemptStory> attempts) {
    this.sketch = sketch;
    this.told = told;
    this.delivery = told.delivery();
    this.parts = parts;
    this.attempts = new Attempts(told, parts, attempts);
    this.accepted = delivery.message().acceptedAt();
  }

  /** Decision and selection, which follow the failure of the way before when there was one. */
  void reasons(Reasons reasons) {
    switch (attempts.before()) {
      case NOTHING -> {
        reasons.decision().ifPresent(because -> decision(because, accepted));
        reasons.selection().ifPresent(selection -> selection(selection, accepted));
      }
      case ANOTHER_SERVICE -> {
        Optional<Instant> leftCpm = attempts.leftCpm();
        if (leftCpm.isEmpty()) {
          reasons.decision().ifPresent(because -> decision(because, accepted));
        }
        later =
            () -> {
              leftCpm.ifPresent(
                  at -> reasons.decision().ifPresent(because -> decision(because, at)));
              reasons.selection().ifPresent(selection -> selection(selection, attempts.left()));
            };
      }
      case CPM ->
          later =
              () -> {
                reasons.decision().ifPresent(because -> decision(because, attempts.left()));
                reasons.selection().ifPresent(selection -> selection(selection, attempts.left()));
              };
    }
    reasons
        .refusal()
        .ifPresent(
            refusal -> {
              Runnable before = later;
              later =
                  () -> {
                    before.run();
                    selection(refusal, attempts.ended());
                  };
            });
  }

  private void decision(String because, Instant at) {
    sketch.event(at, ISTHMUS, ISTHMUS, Lanes.DECISION, direction() + ": " + because, List.of());
  }

  private String direction() {
    if (delivery.state() == DeliveryState.DEFERRED) {
      return "defer";
    }
    return switch (delivery.target()) {
      case DeliveryTarget.ToClients _, DeliveryTarget.ToCore _ -> "inside CPM";
      case DeliveryTarget.ToService _ -> "interwork";
    };
  }

  private void selection(Reasons.Selected selection, Instant at) {
    sketch.lane(ISF, "ISF", "selection");
    List<Detail> details = new ArrayList<>();
    if (selection.chosen() && !delivery.tried().isEmpty()) {
      details.add(detail("refused before by", String.join(", ", delivery.tried())));
    }
    selection.lines().forEach(line -> details.add(detail("", line)));
    details.addAll(TreatmentDetails.of(delivery.treatment()));
    sketch.event(
        new Event(
            at,
            ISTHMUS,
            ISF,
            Lanes.ISF,
            selection.summary(),
            details,
            selection.chosen() ? Mood.OK : Mood.ERROR));
  }

  /** Message and delivery are on disk, then the sender is answered. */
  void accepted(String sender) {
    Instant at = notBefore(accepted, told.createdAt());
    sketch.event(
        at,
        ISTHMUS,
        ISTHMUS,
        Lanes.STORE,
        "on disk",
        List.of(
            detail("delivery", delivery.key().toString()),
            detail("expires", delivery.expires().toString())));
    switch (delivery.message().origin()) {
      case Origin.FromCpm _ ->
          sketch.event(
              at,
              ISTHMUS,
              sender,
              Lanes.SIP,
              "202 Accepted",
              List.of(detail("time", "that of the commit, which the answer follows")));
      case Origin.FromService from ->
          sketch.event(
              at,
              ISTHMUS,
              sender,
              Lanes.protocolOf(from),
              "acknowledged",
              List.of(detail("time", "that of the commit, which the answer follows")));
    }
  }

  /** Attempts, parts, receipts and the end. */
  void way() {
    attempts.tell(sketch);
    later.run();
    if (delivery.report().isPresent()) {
      notification(delivery.report().get());
      return;
    }
    if (!parts.isEmpty()) {
      parts.forEach(
          part -> {
            submitted(part);
            receipt(part);
          });
    } else {
      taken();
    }
    told.displayedAt()
        .ifPresent(
            at -> sketch.event(at, far(), ISTHMUS, reportProtocol(), "displayed", List.of()));
    told.finishedAt().ifPresent(this::end);
  }

  private void submitted(PartStory story) {
    ExternalPart part = story.part();
    List<Detail> details = new ArrayList<>();
    details.add(detail("id", part.rawId()));
    if (!part.externalId().equals(part.rawId())) {
      details.add(detail("looked up as", part.externalId()));
    }
    sketch.event(
        part.at(),
        ISTHMUS,
        peer(part.peer()),
        Lanes.protocolOf(delivery.target()),
        "submitted" + ofSeveral(part) + ", id " + part.rawId(),
        details);
  }

  private void receipt(PartStory story) {
    story
        .receiptAt()
        .ifPresent(
            at -> {
              List<Detail> details = new ArrayList<>();
              details.add(detail("id", story.part().rawId()));
              LadderSketch.add(details, "state", story.state());
              LadderSketch.add(details, "error", story.error());
              String state = story.state().orElse("unreadable");
              sketch.event(
                  new Event(
                      at,
                      peer(story.part().peer()),
                      ISTHMUS,
                      Lanes.protocolOf(delivery.target()),
                      "receipt" + ofSeveral(story.part()) + ": " + state,
                      details,
                      moodOf(state)));
            });
  }

  /** The peer's word for a state, SMPP 3.4 appendix B; other words are no trouble by themselves. */
  private static Mood moodOf(String state) {
    return switch (state.toUpperCase(Locale.ROOT)) {
      case "UNDELIV", "UNDELIVERABLE", "EXPIRED", "REJECTD", "REJECTED", "DELETED", "FAILED" ->
          Mood.ERROR;
      case "UNKNOWN", "UNREADABLE" -> Mood.WARN;
      default -> Mood.OK;
    };
  }

  private static String ofSeveral(ExternalPart part) {
    if (part.total() >= ExternalPart.OPEN) {
      return " " + part.number();
    }
    return part.total() == 1 ? "" : " " + part.number() + " of " + part.total();
  }

  /** Taken without parts: by a client or the core. */
  private void taken() {
    Optional<Instant> at =
        told.submittedAt()
            .or(
                () ->
                    delivery.state() == DeliveryState.DELIVERED
                        ? told.finishedAt()
                        : Optional.empty());
    at.ifPresent(
        when ->
            sketch.event(
                when,
                ISTHMUS,
                far(),
                Lanes.protocolOf(delivery.target()),
                isCpm() ? "MESSAGE, answered 2xx" : "submitted",
                List.of()));
    if (told.submittedAt().isPresent() && isCpm() && delivery.state() == DeliveryState.DELIVERED) {
      told.finishedAt()
          .ifPresent(
              when -> sketch.event(when, far(), ISTHMUS, Lanes.IMDN, "IMDN delivered", List.of()));
    }
  }

  private void notification(Report report) {
    String what = Lanes.word(report.disposition().name());
    String to = far();
    sketch.event(
        notBefore(accepted, told.createdAt()),
        ISTHMUS,
        ISTHMUS,
        Lanes.STORE,
        "notification due: " + what,
        List.of(
            detail("delivery", delivery.key().toString()),
            detail("happened", report.at().toString())));
    Optional<Instant> sent =
        delivery.state() == DeliveryState.DELIVERED || delivery.state() == DeliveryState.SUBMITTED
            ? told.finishedAt().or(told::submittedAt)
            : Optional.empty();
    sent.ifPresent(
        at ->
            sketch.event(
                at,
                ISTHMUS,
                to,
                isCpm() ? Lanes.IMDN : Lanes.protocolOf(delivery.target()),
                isCpm() ? "IMDN " + what + ", answered 2xx" : "receipt: " + what,
                List.of(
                    detail("imdn.Message-ID", delivery.key().toString()),
                    detail("about", delivery.message().message().imdnId().value()))));
    if (Lanes.failed(delivery.state())) {
      told.finishedAt().ifPresent(this::end);
    }
  }

  private void end(Instant at) {
    boolean bad = Lanes.failed(delivery.state());
    List<Detail> details = new ArrayList<>();
    details.add(detail("delivery", delivery.key().toString()));
    details.add(detail("attempts", String.valueOf(delivery.attempt())));
    sketch.event(
        new Event(
            at,
            ISTHMUS,
            ISTHMUS,
            Lanes.STORE,
            (delivery.report().isPresent() ? "notification " : "")
                + Lanes.word(delivery.state().name()),
            details,
            bad ? Mood.ERROR : Mood.OK));
  }

  /** Where the delivery stands. */
  Ladder.Outcome outcome() {
    DeliveryState state = delivery.state();
    List<String> notes = new ArrayList<>();
    told.finishedAt()
        .ifPresent(at -> notes.add("after " + seconds(Duration.between(accepted, at))));
    if (!parts.isEmpty() && parts.getFirst().part().total() > 1) {
      int total = parts.getFirst().part().total();
      notes.add(parts.size() + (total >= ExternalPart.OPEN ? "" : " of " + total) + " parts taken");
    }
    if (state == DeliveryState.QUEUED) {
      notes.add(
          told.behind()
              .map(first -> "waits for message " + first + " before it in its conversation")
              .orElseGet(() -> "attempt " + (delivery.attempt() + 1) + " due " + delivery.due()));
    }
    if (state == DeliveryState.DEFERRED) {
      notes.add("until a client registers, at most " + delivery.expires());
    }
    boolean failed = Lanes.failed(state);
    if (state.open() || failed) {
      attempts.lastDetail().ifPresent(notes::add);
    }
    boolean trouble = state.open() && attempts.lastDetail().isPresent();
    Mood mood = failed ? Mood.ERROR : trouble ? Mood.WARN : Mood.OK;
    return new Ladder.Outcome(what(), Lanes.word(state.name()), String.join(", ", notes), mood);
  }

  private String what() {
    String to =
        switch (delivery.target()) {
          case DeliveryTarget.ToClients way -> way.user().uri() + ", registered clients";
          case DeliveryTarget.ToCore way -> way.user().uri() + ", by the core";
          case DeliveryTarget.ToService way -> way.to() + " by " + way.service();
        };
    return delivery
            .report()
            .map(r -> "notification " + Lanes.word(r.disposition().name()))
            .orElse("message")
        + " to "
        + to;
  }

  private boolean isCpm() {
    return switch (delivery.target()) {
      case DeliveryTarget.ToClients _, DeliveryTarget.ToCore _ -> true;
      case DeliveryTarget.ToService _ -> false;
    };
  }

  private String reportProtocol() {
    return isCpm() ? Lanes.IMDN : Lanes.protocolOf(delivery.target());
  }

  /** The lane of whom the delivery goes to. */
  private String far() {
    return switch (delivery.target()) {
      case DeliveryTarget.ToClients to ->
          sketch.lane(Lanes.user(to.user()), "CPM user", to.user().uri());
      case DeliveryTarget.ToCore to ->
          sketch.lane(Lanes.user(to.user()), "CPM user", to.user().uri());
      case DeliveryTarget.ToService to ->
          parts.isEmpty()
              ? peer(
                  switch (delivery.message().origin()) {
                    case Origin.FromService from -> from.peer();
                    case Origin.FromCpm _ -> to.service().service();
                  })
              : peer(parts.getLast().part().peer());
    };
  }

  private String peer(String name) {
    String service = delivery.target().serviceName();
    String shown = name.isEmpty() ? service : name;
    return sketch.lane(Lanes.peer(shown), shown, service);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f s", time.toNanos() / 1e9);
  }
}
