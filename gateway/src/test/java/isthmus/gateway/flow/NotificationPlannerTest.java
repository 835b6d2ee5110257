package isthmus.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Origin;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.disposition.DispositionKind;
import isthmus.gateway.flow.NotificationPlanner.Policy;
import isthmus.testkit.StoreSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NotificationPlannerTest {
  private final FakeTime time = new FakeTime();
  private final Deliveries some = new Deliveries(time.clock);

  private Optional<Delivery> plan(Policy policy, AcceptedMessage message, Disposition what) {
    return new NotificationPlanner(
            some.keys, Duration.ofDays(1), policy, DeliveryTarget.ToClients::new)
        .plan(message, what, time.clock.instant());
  }

  private AcceptedMessage asking(DispositionKind... kinds) {
    return some.outbound("a", Set.of(kinds));
  }

  @ParameterizedTest
  @EnumSource(Disposition.class)
  void whatWasAskedForIsTold(Disposition disposition) {
    AcceptedMessage message = asking(disposition.answers());
    Delivery planned = plan(Policy.ON_REQUEST, message, disposition).orElseThrow();
    assertThat(planned.message()).isEqualTo(message);
    assertThat(planned.report().orElseThrow().disposition()).isEqualTo(disposition);
    assertThat(planned.state()).isEqualTo(DeliveryState.QUEUED);
    assertThat(planned.target()).isEqualTo(new DeliveryTarget.ToClients(Deliveries.ALICE));
    Instant now = time.clock.instant();
    assertThat(planned.due()).isEqualTo(now);
    assertThat(planned.expires()).isEqualTo(now.plus(Duration.ofDays(1)));
  }

  @ParameterizedTest
  @EnumSource(Disposition.class)
  void whatWasNotAskedForIsNotTold(Disposition disposition) {
    for (DispositionKind kind : DispositionKind.values()) {
      if (kind != disposition.answers()) {
        assertThat(plan(Policy.ON_REQUEST, asking(kind), disposition)).isEmpty();
      }
    }
  }

  @Test
  void aFailureIsToldUnaskedWhereTheProviderWantsIt() {
    Policy always = new Policy(true, true, true);
    assertThat(plan(always, asking(), Disposition.FAILED)).isPresent();
    assertThat(plan(always, asking(), Disposition.DELIVERED)).isEmpty();
  }

  @Test
  void aFailureIsNotToldWhereTheProviderForbidsIt() {
    Policy never = new Policy(true, false, false);
    assertThat(plan(never, asking(DispositionKind.values()), Disposition.FAILED)).isEmpty();
    assertThat(plan(never, asking(DispositionKind.values()), Disposition.DELIVERED)).isPresent();
  }

  @Test
  void aSuccessIsNotToldWhereTheProviderForbidsIt() {
    Policy none = new Policy(false, true, false);
    assertThat(plan(none, asking(DispositionKind.values()), Disposition.DELIVERED)).isEmpty();
    assertThat(plan(none, asking(DispositionKind.values()), Disposition.FAILED)).isPresent();
  }

  @Test
  void anAnonymousSenderIsToldNothing() {
    AcceptedMessage anonymous =
        new AcceptedMessage(
            some.keys.nextMessage(),
            some.message(
                StoreSamples.address("sip:anonymous@anonymous.invalid"),
                Deliveries.PHONE,
                "a",
                Deliveries.EVERYTHING),
            new Origin.FromCpm("udp://192.0.2.10:5060", "call"),
            time.clock.instant());
    assertThat(plan(new Policy(true, true, true), anonymous, Disposition.FAILED)).isEmpty();
  }

  @Test
  void aMessageOfAServiceIsToldBackThereFromRecipientToSender() {
    Delivery planned =
        plan(Policy.ON_REQUEST, some.inbound("a", Optional.of("77")), Disposition.DELIVERED)
            .orElseThrow();
    assertThat(planned.target())
        .isInstanceOfSatisfying(
            DeliveryTarget.ToService.class,
            to -> {
              assertThat(to.service().toString()).isEqualTo("sms.s1");
              assertThat(to.from()).isEqualTo("+15551000001");
              assertThat(to.to()).isEqualTo("+15557654321");
            });
  }

  @Test
  void aMessageThatHasNoIdentityInItsServiceIsToldNothing() {
    assertThat(plan(Policy.ON_REQUEST, some.inbound("a", Optional.empty()), Disposition.DELIVERED))
        .isEmpty();
  }
}
