package isthmus.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.store.StoryStore.Story;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An SMSC that refuses, throttles, hangs and drops the link; the story says what happened. */
class DifficultSmscTest {
  private static Scene scene;

  /** What the SMSC does with the first messages to a number, one after another. */
  private static final Map<String, java.util.Deque<Smsc.Answer>> PLANS = new ConcurrentHashMap<>();

  @BeforeAll
  static void start() {
    scene =
        Scene.started(
            "response-timeout: 2s\nwindow: 10",
            """
            delivery:
              retry: {first: 100ms, factor: 1.2, max: 300ms}
            """);
    scene
        .smsc()
        .answering(
            sm -> {
              var plan = PLANS.get(sm.destination());
              Smsc.Answer planned = plan == null ? null : plan.poll();
              return planned == null ? scene.smsc().take() : planned;
            });
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  private static Pager planned(Smsc.Answer... answers) {
    Pager pager = Pager.to(Pager.phone(), "hello");
    PLANS.put(
        pager.to().substring(5),
        new java.util.concurrent.ConcurrentLinkedDeque<>(java.util.List.of(answers)));
    scene.accepted(pager);
    return pager;
  }

  @Test
  void aRefusalForGoodIsAFailedNotificationAndInTheStory() {
    Pager pager = planned(new Smsc.Answer.Refuse(0x0B));
    assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("failed");
    Story story = scene.gateway().story(pager.imdnId(), DeliveryState.FAILED);
    assertThat(story.attempts())
        .singleElement()
        .satisfies(
            attempt -> {
              assertThat(attempt.failure().code()).isEqualTo(FailureCode.BAD_RECIPIENT);
              assertThat(attempt.failure().toString())
                  .contains("s1")
                  .containsAnyOf("RINVDSTADR", "0x0B", "0x0000000B");
            });
    assertThat(scene.smsc().to(pager.to())).hasSize(1);
  }

  @Test
  void aRefusalForTheMomentIsTriedAgain() {
    Pager pager = planned(new Smsc.Answer.Refuse(0x08), new Smsc.Answer.Refuse(0x64));
    Smsc.Submitted taken = scene.smsc().awaitTo(pager.to(), 1).getFirst();
    scene.smsc().receipt(taken, "DELIVRD");
    assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("delivered");
    Story story = scene.gateway().story(pager.imdnId(), DeliveryState.DELIVERED);
    assertThat(story.attempts()).hasSize(2);
    assertThat(scene.smsc().to(pager.to())).hasSize(3);
  }

  @Test
  void throttlingDelaysAndLosesNothing() {
    Pager pager =
        planned(
            new Smsc.Answer.Refuse(0x58),
            new Smsc.Answer.Refuse(0x58),
            new Smsc.Answer.Refuse(0x14));
    scene.smsc().awaitTo(pager.to(), 1);
    Story story = scene.gateway().story(pager.imdnId(), DeliveryState.SUBMITTED);
    assertThat(story.parts()).hasSize(1);
    assertThat(scene.smsc().to(pager.to())).hasSize(4);
  }

  @Test
  void anAnswerThatNeverComesIsTriedAgainAndSaidSo() {
    Pager pager = planned(new Smsc.Answer.Silence());
    Smsc.Submitted taken = scene.smsc().awaitTo(pager.to(), 1).getFirst();
    Story story = scene.gateway().story(pager.imdnId(), DeliveryState.SUBMITTED);
    assertThat(story.attempts())
        .singleElement()
        .satisfies(
            attempt -> assertThat(attempt.failure().code()).isEqualTo(FailureCode.NO_ANSWER));
    scene.smsc().receipt(taken, "DELIVRD");
    assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("delivered");
  }

  @Test
  void aLinkThatDropsIsOpenedAgainAndTheMessageSent() {
    Pager pager = planned(new Smsc.Answer.Cut());
    Smsc.Submitted taken = scene.smsc().awaitTo(pager.to(), 1).getFirst();
    Story story = scene.gateway().story(pager.imdnId(), DeliveryState.SUBMITTED);
    assertThat(story.attempts()).isNotEmpty();
    scene.smsc().receipt(taken, "DELIVRD");
    assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("delivered");
  }

  @Test
  void oneMessageThatMustWaitHoldsUpItsOwnConversationOnly() {
    Pager slow =
        planned(
            new Smsc.Answer.Refuse(0x08),
            new Smsc.Answer.Refuse(0x08),
            new Smsc.Answer.Refuse(0x08),
            new Smsc.Answer.Refuse(0x08));
    Pager next = Pager.to(slow.to(), "second").in(slow.conversation(), Pager.fresh("c"));
    scene.accepted(next);
    Pager other = planned();
    scene.smsc().awaitTo(other.to(), 1);
    scene.smsc().awaitTo(slow.to(), 2);
    assertThat(scene.smsc().awaitTo(slow.to(), 2))
        .extracting(submitted -> submitted.sm().text())
        .containsExactly("hello", "second");
  }

  @Test
  void messagesAcceptedWhileTheLinkIsDownAreSentWhenItIsUp() {
    scene.smsc().dropLinks();
    java.util.List<Pager> pagers = new java.util.ArrayList<>();
    for (int i = 0; i < 20; i++) {
      pagers.add(planned());
    }
    for (Pager pager : pagers) {
      scene.smsc().awaitTo(pager.to(), 1);
    }
  }
}
