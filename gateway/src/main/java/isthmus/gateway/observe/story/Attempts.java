package isthmus.gateway.observe.story;

import static isthmus.gateway.observe.story.LadderSketch.ISTHMUS;
import static isthmus.gateway.observe.story.LadderSketch.detail;

import isthmus.cpm.address.Address;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.store.StoryStore.AttemptStory;
import isthmus.cpm.store.StoryStore.DeliveryStory;
import isthmus.cpm.store.StoryStore.PartStory;
import isthmus.gateway.observe.story.Ladder.Detail;
import isthmus.gateway.observe.story.Ladder.Event;
import isthmus.gateway.observe.story.Ladder.Mood;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The failed attempts of one delivery. The store keeps whom an attempt was made with, but not for
 * which service; the names tell: a hop of SIP has a colon, a link of the present service has parts
 * or is the service's own name, and any other belongs to the service that refused.
 */
final class Attempts {
  private final Delivery delivery;
  private final List<PartStory> parts;
  private final List<AttemptStory> attempts;

  Attempts(DeliveryStory told, List<PartStory> parts, List<AttemptStory> attempts) {
    this.delivery = told.delivery();
    this.parts = List.copyOf(parts);
    this.attempts = List.copyOf(attempts);
  }

  /** What was tried before the present way. */
  enum Before {
    NOTHING,
    CPM,
    ANOTHER_SERVICE
  }

  Before before() {
    if (!delivery.tried().isEmpty()) {
      return Before.ANOTHER_SERVICE;
    }
    return !isCpm() && attempts.stream().anyMatch(Attempts::overSip) ? Before.CPM : Before.NOTHING;
  }

  /** When the way before the present one was given up. */
  Instant left() {
    return attempts.stream()
        .filter(attempt -> !isOfPresentWay(attempt))
        .map(AttemptStory::at)
        .max(Instant::compareTo)
        .orElse(delivery.message().acceptedAt());
  }

  /** What the operator reads about the newest of them. */
  Optional<String> lastDetail() {
    return attempts.isEmpty()
        ? Optional.empty()
        : Optional.of(attempts.getLast().failure().detail());
  }

  void tell(LadderSketch sketch) {
    attempts.forEach(attempt -> tell(sketch, attempt));
  }

  private void tell(LadderSketch sketch, AttemptStory attempt) {
    boolean inCpm = isOfPresentWay(attempt) ? isCpm() : overSip(attempt);
    String service =
        isOfPresentWay(attempt) || inCpm ? presentService() : delivery.tried().getLast();
    boolean ended = isLast(attempt) && Lanes.failed(delivery.state());
    sketch.event(
        new Event(
            attempt.at(),
            ISTHMUS,
            inCpm ? user(sketch) : peer(sketch, attempt.peer(), service),
            inCpm ? sipOrImdn() : Lanes.protocolOf(service),
            "attempt "
                + attempt.attempt()
                + " failed: "
                + Lanes.word(attempt.failure().code().name()),
            details(attempt),
            ended ? Mood.ERROR : Mood.WARN));
  }

  private List<Detail> details(AttemptStory attempt) {
    List<Detail> details = new ArrayList<>();
    details.add(detail("failure", Lanes.word(attempt.failure().code().name())));
    details.add(detail("said", attempt.failure().peerText()));
    if (!attempt.failure().detail().equals(attempt.failure().peerText())) {
      details.add(detail("detail", attempt.failure().detail()));
    }
    if (!attempt.peer().isEmpty()) {
      details.add(detail("tried", attempt.peer()));
    }
    if (isLast(attempt) && delivery.state() == DeliveryState.QUEUED) {
      details.add(detail("next attempt", delivery.due().toString()));
    }
    return details;
  }

  private boolean isLast(AttemptStory attempt) {
    return attempt.equals(attempts.getLast());
  }

  private boolean isOfPresentWay(AttemptStory attempt) {
    return isCpm()
        || (!overSip(attempt)
            && (delivery.tried().isEmpty()
                || attempt.peer().equals(presentService())
                || parts.stream().anyMatch(part -> part.part().peer().equals(attempt.peer()))));
  }

  private static boolean overSip(AttemptStory attempt) {
    return attempt.peer().indexOf(':') >= 0;
  }

  private String sipOrImdn() {
    return delivery.report().isPresent() ? Lanes.IMDN : Lanes.SIP;
  }

  private boolean isCpm() {
    return presentService().equals("cpm");
  }

  private String presentService() {
    return Lanes.service(delivery.target());
  }

  private String user(LadderSketch sketch) {
    Address user =
        switch (delivery.target()) {
          case DeliveryTarget.ToClients to -> to.user();
          case DeliveryTarget.ToCore to -> to.user();
          case DeliveryTarget.ToService _ -> delivery.message().message().recipient();
        };
    return sketch.lane(Lanes.user(user), "CPM user", user.uri());
  }

  private static String peer(LadderSketch sketch, String name, String service) {
    String shown = name.isEmpty() ? service : name;
    return sketch.lane(Lanes.peer(shown), shown, service);
  }
}
