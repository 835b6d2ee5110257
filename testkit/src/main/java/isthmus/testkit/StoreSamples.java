package isthmus.testkit;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.NumberingPlan;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.conversation.ContributionId;
import isthmus.cpm.conversation.ConversationId;
import isthmus.cpm.conversation.CorrelationKey;
import isthmus.cpm.conversation.Threading;
import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.AttemptResult;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Origin;
import isthmus.cpm.delivery.Report;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.disposition.DispositionKind;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.cpm.disposition.ImdnMessageId;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.KeySource;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.cpm.store.MessageStore.Acceptance;
import isthmus.cpm.store.MessageStore.CorrelationUpdate;
import isthmus.cpm.store.MessageStore.NotificationPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Messages, deliveries and receipts for tests of stores. */
public final class StoreSamples {
  /** Reads the addresses used here. */
  public static final AddressParser PARSER =
      new AddressParser(NumberingPlan.NORTH_AMERICA, Set.of("ims.example.org"));

  private static final ServiceIdentifier SMS = ServiceIdentifier.of("sms", "s1");

  private final KeySource keys = new KeySource(InstantSource.system());

  /** Makes a notification for every disposition that the sender asked for. */
  public NotificationPlan plan() {
    return (message, disposition, at) ->
        message.message().requested().wants(disposition.answers())
            ? Optional.of(notification(message, disposition, at))
            : Optional.empty();
  }

  /** An address from its URI. */
  public static Address address(String uri) {
    try {
      return PARSER.parseUri(uri);
    } catch (AddressException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Now, as stores keep it. */
  public static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  /** A message of a CPM user to a phone number, asking for everything. */
  public AcceptedMessage outbound(String conversation) {
    Content content = Content.text("Grüße, " + conversation);
    Octets cpim =
        Octets.utf8(
            "From: <tel:+15551000001>\r\nTo: <tel:+15557654321>\r\n\r\n"
                + "Content-Type: text/plain; charset=UTF-8\r\n\r\n"
                + content.text());
    StandaloneMessage message =
        new StandaloneMessage(
            address("sip:+15551000001@ims.example.org;user=phone"),
            address("tel:+15557654321"),
            new Threading(
                new ConversationId(conversation),
                ContributionId.fresh(),
                Optional.of(new ContributionId("before"))),
            ImdnMessageId.fresh(),
            DispositionRequest.of(Set.of(DispositionKind.values())),
            now(),
            Optional.of(ServiceIdentifier.of("sms")),
            Optional.of("subject"),
            content,
            cpim);
    return new AcceptedMessage(
        keys.nextMessage(),
        message,
        new Origin.FromCpm("udp 127.0.0.1:5061", "call-" + UUID.randomUUID()),
        now());
  }

  /** A message of a phone number to a CPM user. */
  public AcceptedMessage inbound(String conversation, String externalId) {
    StandaloneMessage message =
        new StandaloneMessage(
            address("tel:+15557654321"),
            address("sip:alice@ims.example.org"),
            new Threading(
                new ConversationId(conversation), ContributionId.fresh(), Optional.empty()),
            ImdnMessageId.fresh(),
            DispositionRequest.of(
                Set.of(
                    DispositionKind.POSITIVE_DELIVERY,
                    DispositionKind.NEGATIVE_DELIVERY,
                    DispositionKind.DISPLAY)),
            now(),
            Optional.of(SMS),
            Optional.empty(),
            Content.text("héllo"),
            Octets.utf8("not the content at all"));
    return new AcceptedMessage(
        keys.nextMessage(),
        message,
        new Origin.FromService(SMS, "s1", Optional.of(externalId), Optional.empty()),
        now());
  }

  /** A delivery of a message to its recipient. */
  public Delivery delivery(AcceptedMessage message) {
    DeliveryTarget target =
        message.origin() instanceof Origin.FromCpm
            ? new DeliveryTarget.ToService(SMS, "+15551000001", "+15557654321")
            : new DeliveryTarget.ToClients(message.message().recipient());
    return delivery(message, Optional.empty(), target);
  }

  /** A delivery of a notification to the sender. */
  public Delivery notification(AcceptedMessage message, Disposition disposition, Instant at) {
    DeliveryTarget target =
        message.origin() instanceof Origin.FromCpm
            ? new DeliveryTarget.ToCore(message.message().originator())
            : new DeliveryTarget.ToService(SMS, "alice", "+15557654321");
    return delivery(message, Optional.of(new Report(disposition, at)), target);
  }

  private Delivery delivery(
      AcceptedMessage message, Optional<Report> report, DeliveryTarget target) {
    return new Delivery(
        keys.nextDelivery(),
        message,
        report,
        target,
        DeliveryState.QUEUED,
        0,
        now(),
        now().plus(Duration.ofHours(1)),
        List.of(),
        List.of(),
        "decided: sms");
  }

  /** An acceptance without request key and correlation. */
  public static Acceptance acceptance(AcceptedMessage message, Delivery... deliveries) {
    return new Acceptance(Optional.empty(), message, List.of(deliveries), Optional.empty());
  }

  /** An acceptance with a request key and a correlation. */
  public static Acceptance acceptance(
      UUID requestKey, AcceptedMessage message, Delivery... deliveries) {
    return new Acceptance(
        Optional.of(requestKey),
        message,
        List.of(deliveries),
        Optional.of(
            new CorrelationUpdate(
                correlationKey(message),
                message.message().threading().conversation(),
                message.message().threading().contribution(),
                message.acceptedAt().plus(Duration.ofDays(7)))));
  }

  /** The thread that a message of a CPM user belongs to in the service. */
  public static CorrelationKey correlationKey(AcceptedMessage message) {
    return new CorrelationKey(
        "sms", message.message().originator().identity(), message.message().recipient().identity());
  }

  /** A result that the service took all parts, a receipt is awaited. */
  public static AttemptResult submitted(Delivery delivery, long fence, ExternalPart... parts) {
    return result(delivery, fence, DeliveryState.SUBMITTED, List.of(parts), Optional.empty());
  }

  /** A result that sends the delivery back to the queue. */
  public static AttemptResult retry(Delivery delivery, long fence, ExternalPart... parts) {
    return result(
        delivery,
        fence,
        DeliveryState.QUEUED,
        List.of(parts),
        Optional.of(new Failure(FailureCode.CONGESTED, "busy", "status 0x58 from s1")));
  }

  /** A result in any state. */
  public static AttemptResult result(
      Delivery delivery,
      long fence,
      DeliveryState state,
      List<ExternalPart> parts,
      Optional<Failure> failure) {
    return new AttemptResult(
        delivery,
        fence,
        now(),
        state,
        delivery.attempt() + 1,
        now().plusSeconds(5),
        delivery.target(),
        parts,
        delivery.tried(),
        delivery.why(),
        delivery.treatment(),
        failure,
        "s1",
        Optional.empty());
  }

  /** A part that peer s1 took. */
  public static ExternalPart part(int number, int total, String externalId) {
    return new ExternalPart(number, total, "s1", externalId, "raw-" + externalId, now());
  }

  /** A receipt of peer s1. */
  public static LegacyReceipt receipt(Disposition disposition, String... candidates) {
    return new LegacyReceipt(
        "s1",
        List.of(candidates),
        Optional.of(disposition),
        now(),
        disposition == Disposition.DELIVERED ? "DELIVRD" : "UNDELIV",
        Optional.of("000"));
  }

  /** Identities that no other test uses. */
  public static String unique(String word) {
    return word + "-" + UUID.randomUUID();
  }

  /** Several unique conversations that lie in one shard. */
  public static List<String> conversationsOfShard(int shard, int count) {
    List<String> found = new ArrayList<>();
    while (found.size() < count) {
      String candidate = unique("c");
      if (isthmus.cpm.delivery.Shard.of(new ConversationId(candidate)) == shard) {
        found.add(candidate);
      }
    }
    return found;
  }
}
