package isthmus.gateway.store;

import static isthmus.testkit.StoreSamples.acceptance;
import static isthmus.testkit.StoreSamples.part;
import static isthmus.testkit.StoreSamples.receipt;
import static isthmus.testkit.StoreSamples.retry;
import static isthmus.testkit.StoreSamples.submitted;
import static isthmus.testkit.StoreSamples.unique;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.Origin;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.message.MessageKey;
import isthmus.cpm.store.MessageStore;
import isthmus.cpm.store.StoryStore;
import isthmus.cpm.store.StoryStore.Story;
import isthmus.testkit.StoreSamples;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresStoryStoreTest {
  private static HeldStore held;
  private static MessageStore store;
  private static StoryStore stories;

  private final StoreSamples samples = new StoreSamples();

  @BeforeAll
  static void open() {
    held = HeldStore.open();
    store = held.messages();
    stories = new PostgresStoryStore(held.database(), StoreSamples.PARSER);
  }

  @AfterAll
  static void close() {
    held.close();
  }

  @Test
  void aStoryHoldsEverythingThatHappened() {
    String external = unique("x");
    AcceptedMessage message = samples.outbound(unique("c"));
    Delivery delivery = samples.delivery(message);
    store.accept(List.of(acceptance(message, delivery)));
    long fence = held.fence(delivery.shard());
    store.record(List.of(retry(delivery, fence)), samples.plan());
    Delivery second =
        store.queued(delivery.shard(), Optional.empty(), 1_000).stream()
            .filter(d -> d.key().equals(delivery.key()))
            .findFirst()
            .orElseThrow();
    store.record(List.of(submitted(second, fence, part(1, 1, external))), samples.plan());
    store.receipts(List.of(receipt(Disposition.DELIVERED, external)), samples.plan());

    Story story = only(stories.find(message.key().toString(), 10));

    assertThat(story.message()).isEqualTo(message);
    assertThat(story.deliveries()).hasSize(2);
    assertThat(story.deliveries().getFirst().delivery().state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(story.deliveries().getFirst().submittedAt()).isPresent();
    assertThat(story.deliveries().getFirst().finishedAt()).isPresent();
    assertThat(story.deliveries().getLast().delivery().report()).isPresent();
    assertThat(story.parts())
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.state()).contains("DELIVRD");
              assertThat(part.error()).contains("000");
              assertThat(part.part().rawId()).isEqualTo("raw-" + external);
            });
    assertThat(story.attempts())
        .singleElement()
        .satisfies(
            attempt -> {
              assertThat(attempt.failure().code()).isEqualTo(FailureCode.CONGESTED);
              assertThat(attempt.attempt()).isEqualTo(1);
            });
  }

  @Test
  void everyIdentityLeadsToTheStory() {
    String external = unique("x");
    AcceptedMessage message = samples.outbound(unique("c"));
    Delivery delivery = samples.delivery(message);
    store.accept(List.of(acceptance(message, delivery)));
    store.record(
        List.of(submitted(delivery, held.fence(delivery.shard()), part(1, 1, external))),
        samples.plan());
    String callId = ((Origin.FromCpm) message.origin()).callId();

    for (String id :
        List.of(
            message.key().toString(),
            delivery.key().toString(),
            message.message().imdnId().value(),
            message.message().threading().conversation().value(),
            message.message().threading().contribution().value(),
            callId,
            external)) {
      assertThat(only(stories.find(id, 10)).message()).as(id).isEqualTo(message);
    }
  }

  @Test
  void theIdentityOfAServiceLeadsToAnInboundMessage() {
    String external = unique("x");
    AcceptedMessage message = samples.inbound(unique("c"), external);
    store.accept(List.of(acceptance(message, samples.delivery(message))));

    assertThat(only(stories.find(external, 10)).message()).isEqualTo(message);
  }

  @Test
  void aConversationGivesItsNewestStoriesFirst() {
    String conversation = unique("c");
    for (int i = 0; i < 4; i++) {
      AcceptedMessage message = samples.outbound(conversation);
      store.accept(List.of(acceptance(message, samples.delivery(message))));
    }

    assertThat(stories.find(conversation, 3))
        .hasSize(3)
        .isSortedAccordingTo((a, b) -> b.message().key().compareTo(a.message().key()));
  }

  @Test
  void aQueuedDeliveryTellsWhatItWaitsBehind() {
    String conversation = unique("c");
    AcceptedMessage first = samples.outbound(conversation);
    AcceptedMessage second = samples.outbound(conversation);
    AcceptedMessage third = samples.outbound(conversation);
    Delivery head = samples.delivery(first);
    store.accept(
        List.of(
            acceptance(first, head),
            acceptance(second, samples.delivery(second)),
            acceptance(third, samples.delivery(third))));

    assertThat(behind(first)).isEmpty();
    assertThat(behind(second)).contains(first.key());
    assertThat(behind(third)).contains(first.key());

    store.record(
        List.of(submitted(head, held.fence(head.shard()), part(1, 1, unique("x")))),
        samples.plan());
    assertThat(behind(second)).isEmpty();
    assertThat(behind(third)).contains(second.key());
  }

  private static Optional<MessageKey> behind(AcceptedMessage message) {
    return only(stories.find(message.key().toString(), 1)).deliveries().getFirst().behind();
  }

  @Test
  void anUnknownIdentityHasNoStory() {
    assertThat(stories.find(UUID.randomUUID().toString(), 10)).isEmpty();
    assertThat(stories.find("'; drop table message; --", 10)).isEmpty();
  }

  @Test
  void theNewestMessagesAreListed() {
    AcceptedMessage out = samples.outbound(unique("c"));
    AcceptedMessage in = samples.inbound(unique("c"), unique("x"));
    store.accept(List.of(acceptance(out, samples.delivery(out))));
    store.accept(List.of(acceptance(in, samples.delivery(in))));

    assertThat(stories.latest(2))
        .satisfiesExactly(
            first -> {
              assertThat(first.key()).isEqualTo(in.key());
              assertThat(first.direction()).isEqualTo("in");
              assertThat(first.way()).isEqualTo("clients");
            },
            second -> {
              assertThat(second.key()).isEqualTo(out.key());
              assertThat(second.direction()).isEqualTo("out");
              assertThat(second.way()).isEqualTo("sms.s1");
              assertThat(second.state()).isEqualTo(DeliveryState.QUEUED);
            });
  }

  @Test
  void openDeliveriesAreCounted() {
    AcceptedMessage message = samples.outbound(unique("c"));
    store.accept(List.of(acceptance(message, samples.delivery(message))));

    assertThat(stories.openByState())
        .anySatisfy(
            count -> {
              assertThat(count.state()).isEqualTo(DeliveryState.QUEUED);
              assertThat(count.count()).isPositive();
            })
        .allMatch(count -> count.state().open());
  }

  private static Story only(List<Story> found) {
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
