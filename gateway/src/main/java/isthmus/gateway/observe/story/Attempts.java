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
 * The failed attempts of one delivery. Earlier releases kept whom an attempt was made with, but not
 * for which service; of those the names tell: a hop of SIP has a colon, a link of the present
 * service has parts or is the service's own name, and any other belongs to the service that
 * refused.
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
    return !isCpm() && attempts.stream().anyMatch(this::wasInCpm) ? Before.CPM : Before.NOTHING;
  }

  /** When the way before the present one was given up. */
  Instant left() {
    return attempts.stream()
        .filter(attempt -> !isOfPresentWay(attempt))
        .map(AttemptStory::at)
        .max(Instant::compareTo)
        .orElse(delivery.message().acceptedAt());
  }

  /** When CPM was left, if it was tried. */
  Optional<Instant> leftCpm() {
    return isCpm()
        ? Optional.empty()
        : attempts.stream().filter(this::wasInCpm).map(AttemptStory::at).max(Instant::compareTo);
  }

  /** When the newest of them failed. */
  Instant ended() {
    return attempts.isEmpty() ? delivery.message().acceptedAt() : attempts.getLast().at();
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
    String service = serviceOf(attempt);
    boolean inCpm = service.equals(DeliveryTarget.CPM);
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
    details.add(detail("service", serviceOf(attempt)));
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
    return serviceOf(attempt).equals(presentService());
  }

  private String serviceOf(AttemptStory attempt) {
    return attempt.service().orElseGet(() -> serviceByNames(attempt));
  }

  private boolean wasInCpm(AttemptStory attempt) {
    return serviceOf(attempt).equals(DeliveryTarget.CPM);
  }

  private String serviceByNames(AttemptStory attempt) {
    if (isCpm() || attempt.peer().indexOf(':') >= 0) {
      return DeliveryTarget.CPM;
    }
    boolean present =
        delivery.tried().isEmpty()
            || attempt.peer().equals(presentService())
            || parts.stream().anyMatch(part -> part.part().peer().equals(attempt.peer()));
    return present ? presentService() : delivery.tried().getLast();
  }

  private String sipOrImdn() {
    return delivery.report().isPresent() ? Lanes.IMDN : Lanes.SIP;
  }

  private boolean isCpm() {
    return presentService().equals(DeliveryTarget.CPM);
  }

  private String presentService() {
    return delivery.target().serviceName();
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
