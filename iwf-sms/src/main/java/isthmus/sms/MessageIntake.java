package isthmus.sms;

import isthmus.cpm.address.Address;
import isthmus.cpm.interworking.InboundAnswer;
import isthmus.cpm.interworking.InterworkingInbound;
import isthmus.cpm.interworking.LegacyMessage;
import isthmus.cpm.message.Content;
import isthmus.sms.smpp.Answer;
import isthmus.sms.smpp.CommandStatus;
import isthmus.sms.smpp.MessagePdu;
import isthmus.sms.smpp.SmppAddress;
import isthmus.sms.text.InboundSegment;
import isthmus.sms.text.MessageContent;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes short messages for CPM users: single ones at once, parts by way of {@link PartIntake}. */
final class MessageIntake {
  private static final Logger LOG = LoggerFactory.getLogger(MessageIntake.class);

  /**
   * The parties of a message.
   *
   * @param from its sender
   * @param to the CPM user
   */
  record Parties(Address from, Address to) {}

  private final InterworkingInbound inbound;
  private final Addresses addresses;
  private final ExternalIds ids;
  private final InstantSource clock;
  private final PartIntake parts;

  MessageIntake(
      InterworkingInbound inbound,
      Addresses addresses,
      ExternalIds ids,
      InstantSource clock,
      PartIntake parts) {
    this.inbound = inbound;
    this.addresses = addresses;
    this.ids = ids;
    this.clock = clock;
    this.parts = parts;
  }

  /** Takes a message under a fresh id; the stage completes with the answer for the peer. */
  CompletionStage<Answer> take(Peer peer, MessagePdu pdu, Terms terms) {
    return take(peer, pdu, terms, ids.fresh());
  }

  /** Takes a message under an id. */
  CompletionStage<Answer> take(Peer peer, MessagePdu pdu, Terms terms, String id) {
    try {
      return read(peer, pdu, terms, id);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(failed(peer, terms, e));
    }
  }

  private CompletionStage<Answer> read(Peer peer, MessagePdu pdu, Terms terms, String id) {
    peer.counters().count(PeerCounters.Event.MESSAGES_RECEIVED);
    Optional<Address> from = address(peer, pdu.source());
    Optional<Address> to = address(peer, pdu.destination());
    if (from.isEmpty() || to.isEmpty()) {
      return declined(from.isEmpty() ? CommandStatus.RINVSRCADR : CommandStatus.RINVDSTADR);
    }
    InboundSegment segment = InboundSegment.extract(Wire.content(pdu), peer.text());
    if (segment.place().isPresent()) {
      peer.counters().count(PeerCounters.Event.PARTS_RECEIVED);
      HeldPart held =
          new HeldPart(
              peer.id(),
              pdu.source(),
              pdu.destination(),
              terms,
              segment.part(),
              ThreadLocalRandom.current().nextLong());
      return parts
          .take(peer, held, segment.place().get())
          .exceptionally(error -> failed(peer, terms, error));
    }
    return switch (segment.content(peer.text())) {
      case MessageContent.Text(String text) ->
          accept(peer, new Parties(from.get(), to.get()), text, terms, id);
      case MessageContent.Binary _ -> {
        peer.counters().count(PeerCounters.Event.BINARY_REFUSED);
        yield CompletableFuture.completedFuture(Replies.notText(terms.side()));
      }
    };
  }

  private CompletionStage<Answer> accept(
      Peer peer, Parties parties, String text, Terms terms, String id) {
    LegacyMessage message =
        new LegacyMessage(
            peer.service(),
            peer.id(),
            terms.side() == Terms.Side.ESME ? Optional.of(id) : Optional.empty(),
            parties.from(),
            parties.to(),
            Content.text(text),
            clock.instant(),
            terms.requested(),
            terms.expires(),
            Optional.empty());
    CompletionStage<InboundAnswer> answer = inbound.message(message);
    return answer
        .thenApply(said -> Replies.of(said, id, terms.side()))
        .exceptionally(error -> failed(peer, terms, error));
  }

  private static Answer failed(Peer peer, Terms terms, Throwable error) {
    LOG.warn("{}: a message could not be taken: {}", peer.id(), error.toString());
    return Replies.unavailable(terms.side());
  }

  private Optional<Address> address(Peer peer, SmppAddress address) {
    return peer.source().fromWire(address).flatMap(addresses::address);
  }

  private static CompletionStage<Answer> declined(int status) {
    return CompletableFuture.completedFuture(Answer.declined(status));
  }
}
