package isthmus.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Origin;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.message.MessageKey;
import isthmus.gateway.route.Ways;
import isthmus.testkit.StoreSamples;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The same stages behind the Camel routes. */
class RoutedFlowTest {
  private final World world = new World();

  private record Telling(Runnable accepted) implements Reply {
    @Override
    public void accepted(AcceptedMessage message) {
      accepted.run();
    }

    @Override
    public void repeated(MessageKey first) {
      throw new AssertionError("repeated");
    }

    @Override
    public void refused(Failure failure) {
      throw new IllegalStateException("refused: " + failure.peerText());
    }

    @Override
    public void later(Failure failure) {
      throw new AssertionError("later");
    }
  }

  private Draft draft(AcceptedMessage message, Runnable accepted) {
    return new Draft(
        message,
        world.recipient(message.message().recipient()),
        world.time.clock.instant().plus(Duration.ofHours(1)),
        Optional.empty(),
        Ruling.NONE,
        new Telling(accepted));
  }

  @Test
  void aDraftIsDecidedSelectedAndAcceptedByTheRoutes() {
    try (Ways ways = new Ways()) {
      ways.open(world.stages());
      boolean[] accepted = new boolean[1];
      ways.decide(draft(world.some.outbound("a", Deliveries.EVERYTHING), () -> accepted[0] = true));
      assertThat(accepted[0]).isTrue();
      assertThat(world.sms.submitted).hasSize(1);
    }
  }

  @Test
  void whatAStageThrowsComesOutAsItWasThrown() {
    AcceptedMessage impossible =
        new AcceptedMessage(
            world.some.keys.nextMessage(),
            world.some.message(
                Deliveries.ALICE,
                StoreSamples.address("sip:nobody@elsewhere.example"),
                "a",
                Deliveries.EVERYTHING),
            new Origin.FromCpm("udp://192.0.2.10:5060", "call"),
            world.time.clock.instant());
    try (Ways ways = new Ways()) {
      ways.open(world.stages());
      assertThatThrownBy(() -> ways.decide(draft(impossible, () -> {})))
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("refused: ");
    }
  }

  @Test
  void messagesAndNotificationsAreExecutedByTheirRoutes() {
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    try (Ways ways = new Ways()) {
      ways.open(world.stages());
      Delivery message = world.some.of(world.some.outbound("a", Set.of()), Deliveries.TO_SMS);
      Delivery report =
          world.some.report(
              message.message(),
              Disposition.DELIVERED,
              new DeliveryTarget.ToClients(Deliveries.ALICE));
      world.store.put(message);
      world.store.put(report);
      ways.execute(message);
      ways.execute(report);
      assertThat(world.sms.submitted).hasSize(1);
      assertThat(world.sent).hasSize(1);
      assertThat(world.store.stateOf(message)).isEqualTo(DeliveryState.SUBMITTED);
      assertThat(world.store.stateOf(report)).isEqualTo(DeliveryState.DELIVERED);
    }
  }
}
