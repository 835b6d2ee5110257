package isthmus.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.DeliveryState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two SMSCs, of which the second stands in for the first. */
class FailOverTest {
  private static Smsc first;
  private static Smsc second;
  private static RawSip core;
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    first = new Smsc("a");
    second = new Smsc("b");
    int corePort = TestGateway.freePort();
    gateway =
        TestGateway.of(
            TestGateway.freshDatabase(),
            "n1",
            TestGateway.behindCore(corePort),
            TestGateway.sms(
                    TestGateway.smsc("s1", first.port(), "response-timeout: 2s\npriority: 1"),
                    TestGateway.smsc("s2", second.port(), "priority: 2"))
                + "  failover: {after-failures: 2, rest: 1s, after-refusal: true}\n"
                + TestGateway.QUICK);
    core = new RawSip("127.0.0.1", corePort, gateway.sipPort());
    gateway.start();
    first.awaitBound(1);
    second.awaitBound(1);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    core.close();
    first.close();
    second.close();
  }

  private static Pager accepted() {
    Pager pager = Pager.to(Pager.phone(), "hello");
    core.send(pager.by(core));
    assertThat(core.response(pager.callId()).status()).isEqualTo(202);
    return pager;
  }

  @Test
  void theSecondIsUsedOnlyWhenTheFirstFailsAndNoLongerWhenItIsBack() {
    Pager usual = accepted();
    first.awaitTo(usual.to(), 1);

    first.answering(_ -> new Smsc.Answer.Silence());
    Pager hanging = accepted();
    Smsc.Submitted other = second.awaitTo(hanging.to(), 1).getFirst();
    second.receipt(other, "DELIVRD");
    assertThat(core.imdn(hanging.imdnId()).disposition()).isEqualTo("delivered");
    assertThat(gateway.story(hanging.imdnId(), DeliveryState.DELIVERED).parts())
        .singleElement()
        .satisfies(part -> assertThat(part.part().peer()).isEqualTo("s2"));

    first.answering(_ -> new Smsc.Answer.Refuse(0x45));
    Pager refused = accepted();
    second.awaitTo(refused.to(), 1);

    first.answering(_ -> first.take());
    Pager after = accepted();
    isthmus.testkit.Eventually.eventually(
        "taken by one of them",
        RawSip.PATIENCE,
        () -> first.to(after.to()).size() + second.to(after.to()).size() >= 1);
    isthmus.testkit.Eventually.eventually(
        "the first is used again",
        RawSip.PATIENCE,
        () -> {
          Pager next = accepted();
          isthmus.testkit.Eventually.eventually(
              "taken", () -> !first.to(next.to()).isEmpty() || !second.to(next.to()).isEmpty());
          return !first.to(next.to()).isEmpty();
        });
  }
}
