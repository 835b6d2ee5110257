package isthmus.gateway.flow;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.conversation.ContributionId;
import isthmus.cpm.conversation.ConversationId;
import isthmus.cpm.conversation.Threading;
import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Origin;
import isthmus.cpm.delivery.Report;
import isthmus.cpm.delivery.Shard;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.disposition.DispositionKind;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.cpm.disposition.ImdnMessageId;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.KeySource;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.testkit.StoreSamples;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Messages and deliveries for the tests of the flow. */
final class Deliveries {
  static final Address ALICE = StoreSamples.address("sip:+15551000001@ims.example.org");
  static final Address BOB = StoreSamples.address("sip:+15551000002@ims.example.org");
  static final Address PHONE = StoreSamples.address("tel:+15557654321");
  static final ServiceIdentifier SMS = ServiceIdentifier.of("sms");
  static final DeliveryTarget.ToService TO_SMS =
      new DeliveryTarget.ToService(SMS, "+15551000001", "+15557654321");
  static final Set<DispositionKind> EVERYTHING = Set.of(DispositionKind.values());

  final KeySource keys;
  private final InstantSource clock;

  Deliveries(InstantSource clock) {
    this.clock = clock;
    this.keys = new KeySource(clock);
  }

  /** The name of a conversation in a shard. */
  static String conversationIn(int shard) {
    for (int i = 0; ; i++) {
      if (Shard.of(new ConversationId("c" + i)) == shard) {
        return "c" + i;
      }
    }
  }

  StandaloneMessage message(
      Address from, Address to, String conversation, Set<DispositionKind> requested) {
    return new StandaloneMessage(
        from,
        to,
        new Threading(new ConversationId(conversation), ContributionId.fresh(), Optional.empty()),
        ImdnMessageId.fresh(),
        DispositionRequest.of(requested),
        clock.instant(),
        Optional.empty(),
        Optional.empty(),
        Content.text("hello"),
        Octets.utf8(
            "From: <sip:a@b>\r\nTo: <sip:a@b>\r\n\r\nContent-Type: text/plain\r\n\r\nhello"));
  }

  AcceptedMessage outbound(String conversation, Set<DispositionKind> requested) {
    return new AcceptedMessage(
        keys.nextMessage(),
        message(ALICE, PHONE, conversation, requested),
        new Origin.FromCpm("udp://192.0.2.10:5060", "call"),
        clock.instant());
  }

  AcceptedMessage inbound(String conversation, Optional<String> externalId) {
    return new AcceptedMessage(
        keys.nextMessage(),
        message(PHONE, ALICE, conversation, EVERYTHING),
        new Origin.FromService(
            ServiceIdentifier.of("sms", "s1"), "s1", externalId, Optional.empty()),
        clock.instant());
  }

  Delivery of(AcceptedMessage message, DeliveryTarget target) {
    return of(message, Optional.empty(), target);
  }

  Delivery of(AcceptedMessage message, Optional<Report> report, DeliveryTarget target) {
    return new Delivery(
        keys.nextDelivery(),
        message,
        report,
        target,
        DeliveryState.QUEUED,
        0,
        clock.instant(),
        clock.instant().plus(Duration.ofHours(1)),
        List.of(),
        List.of(),
        Why.of("the recipient is not a CPM user"));
  }

  /** A message of Alice to a phone, by SMS. */
  Delivery sms(String conversation) {
    return of(outbound(conversation, EVERYTHING), TO_SMS);
  }

  Delivery report(AcceptedMessage message, Disposition disposition, DeliveryTarget target) {
    return of(message, Optional.of(new Report(disposition, clock.instant())), target);
  }

  static Delivery changed(
      Delivery before, DeliveryTarget target, int attempt, Instant due, List<ExternalPart> parts) {
    return new Delivery(
        before.key(),
        before.message(),
        before.report(),
        target,
        before.state(),
        attempt,
        due,
        before.expires(),
        parts,
        before.tried(),
        before.why());
  }

  static Delivery again(Delivery before, Instant due) {
    return changed(before, before.target(), before.attempt() + 1, due, before.parts());
  }
}
