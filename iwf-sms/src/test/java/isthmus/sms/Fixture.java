package isthmus.sms;

import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.NumberingPlan;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.conversation.ContributionId;
import isthmus.cpm.conversation.ConversationId;
import isthmus.cpm.conversation.Threading;
import isthmus.cpm.disposition.DispositionKind;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.cpm.disposition.ImdnMessageId;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.interworking.OutboundMessage;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.DeliveryKey;
import isthmus.cpm.message.KeySource;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.sms.smpp.SmscLinkConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An interworking function with a recording gateway behind it. */
final class Fixture implements AutoCloseable {
  static final AddressParser PARSER = new AddressParser(NumberingPlan.NORTH_AMERICA);
  private static final KeySource KEYS = new KeySource(InstantSource.system());

  final RecordingInbound inbound = new RecordingInbound(InstantSource.system());
  final SmsInterworkingFunction sms;

  Fixture(SmsSettings settings) {
    sms = new SmsInterworkingFunction(settings, inbound, PARSER, InstantSource.system());
    sms.start();
  }

  /** An SMSC of this name at a port of this host, quick to bind again. */
  static SmscSettings smsc(String id, int port) {
    return SmscSettings.of(link(id, port));
  }

  /** The same, giving up a response so early that a test can wait for it. */
  static SmscSettings impatient(String id, int port) {
    return SmscSettings.of(link(id, port, Duration.ofMillis(700)));
  }

  static SmscLinkConfig link(String id, int port) {
    return link(id, port, Duration.ofSeconds(30));
  }

  private static SmscLinkConfig link(String id, int port, Duration response) {
    return SmscLinkConfig.of(id, "127.0.0.1", port, "esme", "pw")
        .withPace(
            new SmscLinkConfig.Pace(100, 0, 10_000, Duration.ofMillis(50), Duration.ofMillis(200)))
        .withTimers(
            new SmscLinkConfig.Timers(
                Duration.ofSeconds(20),
                response,
                Duration.ofSeconds(30),
                2,
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                0.2,
                Duration.ofMillis(500)));
  }

  static SmsSettings settings(SmscSettings... smscs) {
    return SmsSettings.of(List.of(smscs), Optional.empty());
  }

  Fixture up(String... peers) {
    for (String peer : peers) {
      Await.until(peer + " is up", () -> link(peer).state() == LinkStatus.State.UP);
    }
    return this;
  }

  LinkStatus link(String peer) {
    return sms.links().stream()
        .filter(link -> link.peer().equals(peer))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no link " + peer));
  }

  long counter(String peer, String name) {
    return link(peer).counters().getOrDefault(name, 0L);
  }

  DeliveryOutcome submit(String text) {
    return submit(message(text));
  }

  DeliveryOutcome submit(OutboundMessage message) {
    return Await.get(submitting(message));
  }

  CompletableFuture<DeliveryOutcome> submitting(OutboundMessage message) {
    CompletableFuture<DeliveryOutcome> told = new CompletableFuture<>();
    sms.submit(
        message,
        outcome -> {
          if (!told.complete(outcome)) {
            throw new AssertionError("told twice: " + outcome);
          }
        });
    return told;
  }

  static OutboundMessage message(String text) {
    return message(text, "+15557654321");
  }

  static OutboundMessage message(String text, String to) {
    return message(Content.text(text), to, KEYS.nextDelivery(), List.of(), 1, bothReceipts());
  }

  static DispositionRequest bothReceipts() {
    return DispositionRequest.of(
        EnumSet.of(DispositionKind.POSITIVE_DELIVERY, DispositionKind.NEGATIVE_DELIVERY));
  }

  static OutboundMessage again(OutboundMessage message, List<ExternalPart> accepted) {
    return new OutboundMessage(
        message.delivery(),
        message.message(),
        message.from(),
        message.to(),
        message.expires(),
        message.attempt() + 1,
        accepted);
  }

  static OutboundMessage message(
      Content content,
      String to,
      DeliveryKey delivery,
      List<ExternalPart> accepted,
      int attempt,
      DispositionRequest requested) {
    Instant now = Instant.now();
    try {
      StandaloneMessage message =
          new StandaloneMessage(
              PARSER.parse("sip:+15551000001@ims.example.org"),
              PARSER.parse(to),
              new Threading(ConversationId.fresh(), ContributionId.fresh(), Optional.empty()),
              ImdnMessageId.fresh(),
              requested,
              now,
              Optional.empty(),
              Optional.empty(),
              content,
              Octets.empty());
      return new OutboundMessage(
          delivery, message, "+15551000001", to, now.plus(Duration.ofHours(1)), attempt, accepted);
    } catch (AddressException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    sms.close();
  }
}
