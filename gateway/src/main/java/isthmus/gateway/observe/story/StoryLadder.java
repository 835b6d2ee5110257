package isthmus.gateway.observe.story;

import static isthmus.gateway.observe.story.LadderSketch.ISTHMUS;
import static isthmus.gateway.observe.story.LadderSketch.detail;

import isthmus.cpm.address.Address;
import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.Origin;
import isthmus.cpm.disposition.DispositionKind;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.cpm.store.StoryStore.DeliveryStory;
import isthmus.cpm.store.StoryStore.Story;
import isthmus.gateway.observe.story.Ladder.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Turns a stored story into a ladder. */
public final class StoryLadder {
  private final Story story;
  private final LadderSketch sketch = new LadderSketch();

  private StoryLadder(Story story) {
    this.story = story;
  }

  /** The ladder of a story. */
  public static Ladder of(Story story, Explanations explanations) {
    return new StoryLadder(story).draw(explanations);
  }

  private Ladder draw(Explanations explanations) {
    AcceptedMessage accepted = story.message();
    String sender = arrival(accepted);
    List<Ladder.Outcome> outcomes = new ArrayList<>();
    boolean first = true;
    for (DeliveryStory told : story.deliveries()) {
      Delivery delivery = told.delivery();
      DeliveryEvents events =
          new DeliveryEvents(
              sketch,
              told,
              story.parts().stream().filter(p -> p.delivery().equals(delivery.key())).toList(),
              story.attempts().stream().filter(a -> a.delivery().equals(delivery.key())).toList());
      if (delivery.report().isEmpty()) {
        events.reasons(Reasons.read(delivery.why(), explanations));
        if (first) {
          events.accepted(sender);
          first = false;
        }
      }
      events.way();
      outcomes.add(events.outcome());
    }
    return new Ladder(
        accepted.key().toString(), facts(accepted), outcomes, sketch.lanes(), sketch.events());
  }

  /** The message comes in; returns the lane that it came from. */
  private String arrival(AcceptedMessage accepted) {
    StandaloneMessage message = accepted.message();
    List<Detail> details = new ArrayList<>();
    String lane =
        switch (accepted.origin()) {
          case Origin.FromCpm from -> {
            details.add(detail("source", from.source()));
            details.add(detail("Call-ID", from.callId()));
            String user = user(accepted.sender());
            sketch.lane(ISTHMUS, "Isthmus", "gateway");
            yield user;
          }
          case Origin.FromService from -> {
            details.add(detail("link", from.peer()));
            LadderSketch.add(details, "its id there", from.externalId());
            LadderSketch.add(details, "joined from parts", from.partGroup());
            user(message.recipient());
            sketch.lane(ISTHMUS, "Isthmus", "gateway");
            yield sketch.lane(Lanes.peer(from.peer()), from.peer(), from.service().service());
          }
        };
    details.addAll(identities(message));
    String protocol = Lanes.protocolOf(accepted.origin());
    sketch.event(
        accepted.acceptedAt(),
        lane,
        ISTHMUS,
        protocol,
        protocol.equals(Lanes.SIP) ? "MESSAGE" : "message in",
        details);
    return lane;
  }

  private String user(Address address) {
    return sketch.lane(Lanes.user(address), "CPM user", address.uri());
  }

  private static List<Detail> identities(StandaloneMessage message) {
    List<Detail> details = new ArrayList<>();
    details.add(detail("Conversation-ID", message.threading().conversation().value()));
    details.add(detail("Contribution-ID", message.threading().contribution().value()));
    LadderSketch.add(
        details,
        "InReplyTo-Contribution-ID",
        message.threading().inReplyTo().map(reply -> reply.value()));
    details.add(detail("imdn.Message-ID", message.imdnId().value()));
    return details;
  }

  private static List<Detail> facts(AcceptedMessage accepted) {
    StandaloneMessage message = accepted.message();
    List<Detail> facts = new ArrayList<>();
    facts.add(detail("from", accepted.sender().uri()));
    facts.add(detail("to", accepted.addressee().uri()));
    if (accepted.asWritten().isPresent()) {
      facts.add(detail("rewritten from", message.originator().uri()));
      facts.add(detail("rewritten to", message.recipient().uri()));
    }
    facts.add(detail("accepted", accepted.acceptedAt().toString()));
    facts.add(
        detail(
            "content",
            message.content().mediaType() + ", " + message.content().octets().size() + " bytes"));
    LadderSketch.add(
        facts,
        "subject",
        message.subject().map(text -> text.codePointCount(0, text.length()) + " characters"));
    facts.add(detail("asked for", asked(message)));
    message.service().ifPresent(service -> facts.add(detail("service", service.toString())));
    facts.addAll(identities(message));
    return facts;
  }

  private static String asked(StandaloneMessage message) {
    return message.requested().kinds().isEmpty()
        ? "no notifications"
        : message.requested().kinds().stream()
            .map(StoryLadder::word)
            .collect(Collectors.joining(", "));
  }

  private static String word(DispositionKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
