package isthmus.gateway.observe.story;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.NumberingPlan;
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
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.disposition.DispositionKind;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.cpm.disposition.ImdnMessageId;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.DeliveryKey;
import isthmus.cpm.message.MessageKey;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.cpm.store.StoryStore.AttemptStory;
import isthmus.cpm.store.StoryStore.DeliveryStory;
import isthmus.cpm.store.StoryStore.PartStory;
import isthmus.cpm.store.StoryStore.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Stories as a store would tell them. Each has text of a user that must not be seen anywhere. */
public final class Stories {
  /** In every message and every subject. */
  public static final String SECRET = "meet me at the lighthouse";

  /** When all of them begin. */
  public static final Instant START = Instant.parse("2026-11-20T10:00:00.125Z");

  private static final Address ALICE = address("tel:+15551000001");
  private static final Address BOB = address("tel:+15552000002");
  private static final ServiceIdentifier SMS = ServiceIdentifier.of("sms");

  /** What a selection kept: sms, with the rows of routing.csv that ruled the others out. */
  static final String SELECTION =
      "{\"t\":3,\"a\":1,\"k\":\"STANDALONE_MESSAGE\",\"o\":187,\"z\":{\"sms\":140},\"n\":187,"
          + "\"g\":2,\"m\":[\"text/plain\"],\"w\":\"sms\",\"c\":[{\"s\":\"sms\",\"p\":1},"
          + "{\"s\":\"mms\",\"y\":\"not-installed\"},"
          + "{\"s\":\"email\",\"y\":\"address-not-valid\",\"d\":\"no mail address\"},"
          + "{\"s\":\"ps-voice\",\"x\":\"text-ok\"}]}";

  private static final String WHY =
      "{\"d\":\"the recipient is no CPM user\",\"s\":" + SELECTION + "}";

  private Stories() {}

  /** By name: those of the snapshots. */
  public static Map<String, Story> all() {
    return Map.of(
        "delivered", delivered(),
        "failed", failed(),
        "waiting", waiting(),
        "another-service", anotherService(),
        "inbound", inbound());
  }

  /** To SMS in two parts, both delivered, the IMDN taken at the second attempt. */
  public static Story delivered() {
    AcceptedMessage message = fromCpm(1);
    Delivery out =
        delivery(11, message, Optional.empty(), toSms(), DeliveryState.DELIVERED, 1, WHY);
    Delivery notification =
        delivery(
            12,
            message,
            Optional.of(new Report(Disposition.DELIVERED, at(2_340))),
            new DeliveryTarget.ToCore(ALICE),
            DeliveryState.DELIVERED,
            2,
            "");
    return new Story(
        message,
        List.of(
            new DeliveryStory(
                out, at(4), some(31), some(2_340), Optional.empty(), Optional.empty()),
            new DeliveryStory(
                notification,
                at(2_341),
                Optional.empty(),
                some(7_352),
                Optional.empty(),
                Optional.empty())),
        List.of(
            part(out, 1, 2, 29, Optional.of("DELIVRD")),
            part(out, 2, 2, 31, Optional.of("DELIVRD"))),
        List.of(
            new AttemptStory(
                notification.key(),
                1,
                at(2_349),
                "udp:127.0.0.1:5090",
                new Failure(FailureCode.UNAVAILABLE, "not delivered", "the core answered 480"),
                Optional.empty())));
  }

  /** To SMS: throttled, then refused for good; the negative notification is taken. */
  public static Story failed() {
    AcceptedMessage message = fromCpm(2);
    Delivery out = delivery(21, message, Optional.empty(), toSms(), DeliveryState.FAILED, 2, WHY);
    Delivery notification =
        delivery(
            22,
            message,
            Optional.of(new Report(Disposition.FAILED, at(6_020))),
            new DeliveryTarget.ToCore(ALICE),
            DeliveryState.DELIVERED,
            1,
            "");
    return new Story(
        message,
        List.of(
            new DeliveryStory(
                out, at(3), Optional.empty(), some(6_020), Optional.empty(), Optional.empty()),
            new DeliveryStory(
                notification,
                at(6_021),
                Optional.empty(),
                some(6_030),
                Optional.empty(),
                Optional.empty())),
        List.of(),
        List.of(
            new AttemptStory(
                out.key(),
                1,
                at(20),
                "s1",
                new Failure(FailureCode.CONGESTED, "later", "ESME_RTHROTTLED from s1"),
                Optional.of("sms")),
            new AttemptStory(
                out.key(),
                2,
                at(6_018),
                "s1",
                new Failure(FailureCode.BAD_RECIPIENT, "no such number", "ESME_RINVDSTADR from s1"),
                Optional.of("sms"))));
  }

  /** To SMS: no link, the next attempt is to come. The reasons have no selection table at hand. */
  public static Story waiting() {
    AcceptedMessage message = fromCpm(3);
    Delivery out = delivery(31, message, Optional.empty(), toSms(), DeliveryState.QUEUED, 1, WHY);
    return new Story(
        message,
        List.of(
            new DeliveryStory(
                out,
                at(5),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        List.of(),
        List.of(
            new AttemptStory(
                out.key(),
                1,
                at(30_009),
                "sms",
                Failure.of(FailureCode.LINK_DOWN, "no link to sms is up"),
                Optional.of("sms"))));
  }

  /** To SMS: behind another message of its conversation. */
  public static Story waitingBehind(MessageKey first) {
    Story alone = waiting();
    DeliveryStory told = alone.deliveries().getFirst();
    DeliveryStory behind =
        new DeliveryStory(
            told.delivery(),
            told.createdAt(),
            told.submittedAt(),
            told.finishedAt(),
            told.displayedAt(),
            Optional.of(first));
    return new Story(alone.message(), List.of(behind), alone.parts(), alone.attempts());
  }

  /** The same after SMS had failed. */
  private static Delivery afterSms(Delivery base) {
    return new Delivery(
        base.key(),
        base.message(),
        base.report(),
        base.target(),
        base.state(),
        base.attempt(),
        base.due(),
        base.expires(),
        base.parts(),
        List.of("sms"),
        base.why());
  }

  /** Refused by SMS for good, then taken by MMS without further news. */
  public static Story anotherService() {
    AcceptedMessage message = fromCpm(4);
    Delivery base =
        delivery(
            41,
            message,
            Optional.empty(),
            new DeliveryTarget.ToService(
                ServiceIdentifier.of("mms"), "+15551000001", "+15552000002"),
            DeliveryState.NO_MORE_NEWS,
            2,
            "{\"d\":\"the recipient is no CPM"
                + " user\",\"s\":{\"t\":3,\"a\":2,\"k\":\"STANDALONE_MESSAGE\","
                + "\"w\":\"mms\",\"c\":[{\"s\":\"mms\"},{\"s\":\"sms\",\"y\":\"already-failed\",\"d\":\"refused"
                + " for good\"}]}}");
    Delivery out = afterSms(base);
    return new Story(
        message,
        List.of(
            new DeliveryStory(
                out, at(4), some(460), some(460), Optional.empty(), Optional.empty())),
        List.of(
            new PartStory(
                out.key(),
                new ExternalPart(1, 1, "mmsc", "m-77", "m-77", at(460)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        List.of(
            new AttemptStory(
                out.key(),
                1,
                at(52),
                "s1",
                new Failure(FailureCode.REJECTED, "refused", "ESME_RSUBMITFAIL from s1"),
                Optional.empty())));
  }

  /**
   * An SMS for a CPM user, deferred, then delivered and displayed; the receipt went to the peer.
   */
  public static Story inbound() {
    Threading threading =
        new Threading(
            new ConversationId("conv-1"),
            new ContributionId("contrib-5"),
            Optional.of(new ContributionId("contrib-1")));
    AcceptedMessage message =
        new AcceptedMessage(
            new MessageKey(id(5)),
            new StandaloneMessage(
                BOB,
                ALICE,
                threading,
                new ImdnMessageId("imdn-5"),
                asked(),
                START,
                Optional.of(ServiceIdentifier.of("sms", "s1")),
                Optional.empty(),
                Content.text(SECRET),
                Octets.utf8(SECRET)),
            new Origin.FromService(
                ServiceIdentifier.of("sms", "s1"), "s1", Optional.of("0A1B2C"), Optional.empty()),
            START);
    Delivery out =
        delivery(
            51,
            message,
            Optional.empty(),
            new DeliveryTarget.ToClients(ALICE),
            DeliveryState.DELIVERED,
            2,
            "{\"d\":\"the recipient is a user of ours\"}");
    Delivery receipt =
        delivery(
            52,
            message,
            Optional.of(new Report(Disposition.DELIVERED, at(65_400))),
            new DeliveryTarget.ToService(
                ServiceIdentifier.of("sms", "s1"), "+15551000001", "+15552000002"),
            DeliveryState.DELIVERED,
            1,
            "");
    return new Story(
        message,
        List.of(
            new DeliveryStory(
                out, at(3), some(65_100), some(65_400), some(90_000), Optional.empty()),
            new DeliveryStory(
                receipt,
                at(65_401),
                Optional.empty(),
                some(65_407),
                Optional.empty(),
                Optional.empty())),
        List.of(),
        List.of(
            new AttemptStory(
                out.key(),
                1,
                at(8),
                "",
                Failure.of(FailureCode.UNAVAILABLE, "no client of the recipient is registered"),
                Optional.of("cpm"))));
  }

  /** Refused by SMS, then by MMS, which had taken over; no other service was left. */
  public static Story noneLeft() {
    AcceptedMessage message = fromCpm(6);
    Delivery base =
        delivery(
            61,
            message,
            Optional.empty(),
            new DeliveryTarget.ToService(
                ServiceIdentifier.of("mms"), "+15551000001", "+15552000002"),
            DeliveryState.FAILED,
            3,
            "{\"d\":\"the recipient is no CPM"
                + " user\",\"s\":{\"t\":3,\"a\":2,\"k\":\"STANDALONE_MESSAGE\","
                + "\"w\":\"mms\",\"c\":[{\"s\":\"mms\"},{\"s\":\"sms\",\"y\":\"already-failed\","
                + "\"d\":\"bad-recipient\"}]},\"r\":{\"t\":3,\"a\":3,\"k\":\"STANDALONE_MESSAGE\","
                + "\"e\":[\"NO_FEASIBLE_SERVICE\",\"no service is left\"],\"c\":["
                + "{\"s\":\"sms\",\"y\":\"already-failed\",\"d\":\"bad-recipient\"},"
                + "{\"s\":\"mms\",\"y\":\"already-failed\",\"d\":\"too-large\"}]}}");
    Delivery out = afterSms(base);
    return new Story(
        message,
        List.of(
            new DeliveryStory(
                out, at(4), Optional.empty(), some(460), Optional.empty(), Optional.empty())),
        List.of(),
        List.of(
            new AttemptStory(
                out.key(),
                1,
                at(52),
                "s1",
                new Failure(FailureCode.BAD_RECIPIENT, "no such number", "0x0B from s1"),
                Optional.of("sms")),
            new AttemptStory(
                out.key(),
                2,
                at(80),
                "mmsc-1",
                new Failure(FailureCode.CONGESTED, "later", "status 3001 from mmsc-1"),
                Optional.of("mms")),
            new AttemptStory(
                out.key(),
                3,
                at(460),
                "mmsc-1",
                new Failure(FailureCode.TOO_LARGE, "too large", "status 4006 from mmsc-1"),
                Optional.of("mms"))));
  }

  private static AcceptedMessage fromCpm(int number) {
    Threading threading =
        new Threading(
            new ConversationId("conv-1"),
            new ContributionId("contrib-" + number),
            Optional.empty());
    return new AcceptedMessage(
        new MessageKey(id(number)),
        new StandaloneMessage(
            ALICE,
            BOB,
            threading,
            new ImdnMessageId("imdn-" + number),
            asked(),
            START,
            Optional.empty(),
            Optional.of(SECRET),
            Content.text(SECRET),
            Octets.utf8(SECRET)),
        new Origin.FromCpm("udp 127.0.0.1:5090", "call-" + number + "@127.0.0.1"),
        START);
  }

  private static Delivery delivery(
      int number,
      AcceptedMessage message,
      Optional<Report> report,
      DeliveryTarget target,
      DeliveryState state,
      int attempt,
      String why) {
    return new Delivery(
        new DeliveryKey(id(number)),
        message,
        report,
        target,
        state,
        attempt,
        START.plus(Duration.ofMinutes(1)),
        START.plus(Duration.ofDays(1)),
        List.of(),
        List.of(),
        why);
  }

  private static PartStory part(
      Delivery delivery, int number, int total, long millis, Optional<String> state) {
    String raw = "0A1B" + number;
    return new PartStory(
        delivery.key(),
        new ExternalPart(
            number, total, "s1", raw.toLowerCase(java.util.Locale.ROOT), raw, at(millis)),
        state,
        state.map(_ -> "000"),
        state.map(_ -> at(2_000 + 170L * number)));
  }

  private static DeliveryTarget toSms() {
    return new DeliveryTarget.ToService(SMS, "+15551000001", "+15552000002");
  }

  private static DispositionRequest asked() {
    return DispositionRequest.of(
        Set.of(
            DispositionKind.POSITIVE_DELIVERY,
            DispositionKind.NEGATIVE_DELIVERY,
            DispositionKind.DISPLAY));
  }

  private static UUID id(int number) {
    return new UUID(0x0199_0000_0000_7000L + number, 0x8000_0000_0000_0000L + number);
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  private static Optional<Instant> some(long millis) {
    return Optional.of(at(millis));
  }

  private static Address address(String uri) {
    try {
      return new AddressParser(NumberingPlan.NORTH_AMERICA).parseUri(uri);
    } catch (AddressException e) {
      throw new IllegalStateException(e);
    }
  }
}
