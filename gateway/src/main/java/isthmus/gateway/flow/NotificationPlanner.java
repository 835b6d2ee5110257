package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Origin;
import isthmus.cpm.delivery.Report;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.disposition.DispositionKind;
import isthmus.cpm.message.KeySource;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.cpm.store.MessageStore.NotificationPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Plans the notification that a disposition of a message causes: only what its sender asked for
 * (CPM SD §5.2.6), never to an anonymous sender, back the way that the message came.
 */
public final class NotificationPlanner implements NotificationPlan {
  private final KeySource keys;
  private final Duration validity;
  private final Policy policy;
  private final Function<Address, DeliveryTarget> wayToCpmUser;

  /**
   * What the service provider allows (CPM SD §5.2.6.1).
   *
   * @param positive false when no success is ever told
   * @param negative false when no failure is ever told
   * @param unaskedNegative true when a failure is told also to senders who did not ask
   */
  public record Policy(boolean positive, boolean negative, boolean unaskedNegative) {
    /** What the sender asked for, no more and no less. */
    public static final Policy ON_REQUEST = new Policy(true, true, false);

    private boolean allows(StandaloneMessage message, Disposition disposition) {
      boolean asked = message.requested().wants(disposition.answers());
      return disposition.answers() == DispositionKind.NEGATIVE_DELIVERY
          ? negative && (asked || unaskedNegative)
          : positive && asked;
    }
  }

  /**
   * A planner.
   *
   * @param validity how long a notification is tried
   * @param policy what the service provider allows
   * @param wayToCpmUser how this gateway reaches a CPM user: over registered clients or the core;
   *     must not block
   */
  public NotificationPlanner(
      KeySource keys,
      Duration validity,
      Policy policy,
      Function<Address, DeliveryTarget> wayToCpmUser) {
    this.keys = requireNonNull(keys);
    this.validity = requireNonNull(validity);
    this.policy = requireNonNull(policy);
    this.wayToCpmUser = requireNonNull(wayToCpmUser);
  }

  @Override
  public Optional<Delivery> plan(AcceptedMessage accepted, Disposition disposition, Instant at) {
    StandaloneMessage message = accepted.message();
    if (!policy.allows(message, disposition) || accepted.sender().isAnonymous()) {
      return Optional.empty();
    }
    return target(accepted)
        .map(
            target ->
                new Delivery(
                    keys.nextDelivery(),
                    accepted,
                    Optional.of(new Report(disposition, at)),
                    target,
                    DeliveryState.QUEUED,
                    0,
                    at,
                    at.plus(validity),
                    List.of(),
                    List.of(),
                    ""));
  }

  private Optional<DeliveryTarget> target(AcceptedMessage accepted) {
    return switch (accepted.origin()) {
      case Origin.FromCpm _ -> Optional.of(wayToCpmUser.apply(accepted.sender()));
      // A service can only relate a report to a message that has an identity there.
      case Origin.FromService from ->
          from.externalId()
              .map(
                  _ ->
                      new DeliveryTarget.ToService(
                          from.service(),
                          serviceForm(accepted.addressee()),
                          serviceForm(accepted.sender())));
    };
  }

  private static String serviceForm(Address address) {
    return address.phoneNumber().map(number -> number.e164()).orElse(address.uri());
  }
}
