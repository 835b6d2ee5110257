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
  private final Function<Address, DeliveryTarget> wayToCpmUser;

  /**
   * A planner.
   *
   * @param validity how long a notification is tried
   * @param wayToCpmUser how this gateway reaches a CPM user: over registered clients or the core;
   *     must not block
   */
  public NotificationPlanner(
      KeySource keys, Duration validity, Function<Address, DeliveryTarget> wayToCpmUser) {
    this.keys = requireNonNull(keys);
    this.validity = requireNonNull(validity);
    this.wayToCpmUser = requireNonNull(wayToCpmUser);
  }

  @Override
  public Optional<Delivery> plan(AcceptedMessage accepted, Disposition disposition, Instant at) {
    StandaloneMessage message = accepted.message();
    if (!message.requested().wants(disposition.answers()) || isAnonymous(message.originator())) {
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
    StandaloneMessage message = accepted.message();
    return switch (accepted.origin()) {
      case Origin.FromCpm _ -> Optional.of(wayToCpmUser.apply(message.originator()));
      // A service can only relate a report to a message that has an identity there.
      case Origin.FromService from ->
          from.externalId()
              .map(
                  _ ->
                      new DeliveryTarget.ToService(
                          from.service(),
                          serviceForm(message.recipient()),
                          serviceForm(message.originator())));
    };
  }

  private static String serviceForm(Address address) {
    return address.phoneNumber().map(number -> number.e164()).orElse(address.uri());
  }

  private static boolean isAnonymous(Address address) {
    return address.uri().endsWith("@anonymous.invalid");
  }
}
