package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.Alteration;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.DeliveryKey;
import isthmus.isf.policy.ContentChange;
import isthmus.isf.table.RequestFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the changes that the policy table wants of a content into alterations that are kept with a
 * delivery, and tells the routing table what will be sent. Any thread; quick.
 *
 * <p>A pager mode message has one content: one that is stripped leaves nothing, and the message is
 * refused before it is accepted.
 */
final class ContentPolicy {
  private static final Logger log = LoggerFactory.getLogger(ContentPolicy.class);

  private final SelectionRequests requests;
  private final Links links;

  ContentPolicy(SelectionRequests requests, Links links) {
    this.requests = requireNonNull(requests);
    this.links = requireNonNull(links);
  }

  /** What the changes come to. */
  sealed interface Made {
    /** They can be made. */
    record Alterations(List<Alteration> alterations) implements Made {
      /** Copies the list. */
      public Alterations {
        alterations = List.copyOf(alterations);
      }
    }

    /** They cannot, and the message is refused. */
    record Refused(Failure failure) implements Made {}
  }

  /** The facts of what will be sent; of a text that is divided those of its largest part. */
  RequestFacts preview(
      Content content, List<ContentChange> changes, DeliveryKey delivery, RequestFacts facts) {
    return switch (alterations(content, changes, delivery, Instant.EPOCH)) {
      case Made.Refused _ -> RequestFacts.of(facts.kind()).withOctets(0);
      case Made.Alterations(List<Alteration> made) -> {
        Content altered = Contents.altered(content, made);
        Content largest =
            made.stream()
                .filter(Alteration.Divided.class::isInstance)
                .map(Alteration.Divided.class::cast)
                .findFirst()
                .flatMap(
                    divided ->
                        Contents.divided(altered, divided.characters()).stream()
                            .max(Comparator.comparingInt(part -> part.octets().size())))
                .orElse(altered);
        yield requests.facts(facts.kind(), largest);
      }
    };
  }

  /** The alterations that make the changes; of those that change nothing none is kept. */
  Made alterations(
      Content content, List<ContentChange> changes, DeliveryKey delivery, Instant now) {
    List<Alteration> made = new ArrayList<>();
    for (ContentChange change : changes) {
      Content before = Contents.altered(content, made);
      switch (change) {
        case ContentChange.Strip(Set<String> patterns) -> {
          if (Contents.isOf(before, patterns)) {
            return refused("nothing is left of the content");
          }
        }
        case ContentChange.Truncate(int characters) -> {
          if (!Contents.truncated(before, characters).equals(before)) {
            made.add(new Alteration.Truncated(characters));
          }
        }
        case ContentChange.Split(int characters) -> {
          if (Contents.divided(before, characters).size() > 1) {
            made.add(new Alteration.Divided(characters, List.of()));
          }
        }
        case ContentChange.Link() -> {
          Optional<Alteration.Linked> linked = links.to(before, delivery, now);
          if (linked.isEmpty()) {
            return refused(
                "the policy table wants a link, and isf.link-base is not set in the configuration");
          }
          made.add(linked.get());
        }
      }
    }
    return new Made.Alterations(made);
  }

  private static Made refused(String why) {
    log.info("a content is refused: {}", why);
    return new Made.Refused(
        new Failure(FailureCode.CONTENT_REFUSED, "the content is not taken", why));
  }
}
