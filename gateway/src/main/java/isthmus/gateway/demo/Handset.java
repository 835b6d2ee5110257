package isthmus.gateway.demo;

import isthmus.sms.mapping.DeliveryState;
import isthmus.sms.smpp.MessagePdu;
import isthmus.sms.text.Concatenation;
import isthmus.sms.text.InboundSegment;
import isthmus.sms.text.MessageContent;
import isthmus.sms.text.Reassembly;
import isthmus.sms.text.ReassemblyKey;
import isthmus.sms.text.TextProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mobile phone of the simulated network: puts the parts of messages together and keeps an inbox
 * with what it sent. Safe for any thread.
 */
public final class Handset {
  private static final int KEPT_MESSAGES = 500;

  /** A short message with its sender and the id that the SMSC gave it. */
  record Submitted(String account, MessagePdu pdu, String messageId, Instant at) {}

  private final String number;
  private final Map<ReassemblyKey, Reassembly> incomplete = new HashMap<>();
  private final List<HandsetMessage> messages = new ArrayList<>();
  private final List<Submitted> waiting = new ArrayList<>();
  private Reach reach = Reach.ON;

  Handset(String number) {
    this.number = number;
  }

  /** Its phone number in E.164 form with a plus sign. */
  public String number() {
    return number;
  }

  /** Whether it can be reached. */
  public synchronized Reach reach() {
    return reach;
  }

  /** What is on it, oldest first. */
  public synchronized List<HandsetMessage> messages() {
    return List.copyOf(messages);
  }

  /** Short messages that the SMSC keeps until it is on again. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /** Changes whether it can be reached; what the SMSC kept for it and now has an outcome. */
  synchronized List<Submitted> become(Reach other) {
    reach = other;
    if (other == Reach.OFF) {
      return List.of();
    }
    List<Submitted> released = List.copyOf(waiting);
    waiting.clear();
    return released;
  }

  /** Takes a short message; its outcome, unless the SMSC keeps it. */
  synchronized Optional<DeliveryState> take(Submitted message) {
    return switch (reach) {
      case ON -> {
        collect(message);
        yield Optional.of(DeliveryState.DELIVERED);
      }
      case OFF -> {
        waiting.add(message);
        yield Optional.empty();
      }
      case EXPIRES -> Optional.of(DeliveryState.EXPIRED);
      case UNKNOWN -> Optional.of(DeliveryState.UNDELIVERABLE);
    };
  }

  synchronized void sent(HandsetMessage message) {
    keep(message);
  }

  /** Changes the state of a message that this handset sent. */
  synchronized void mark(String id, HandsetMessage.State state) {
    messages.replaceAll(
        message ->
            message.id().equals(id) && message.direction() == HandsetMessage.Direction.OUT
                ? message.with(state)
                : message);
  }

  private void collect(Submitted message) {
    InboundSegment segment =
        InboundSegment.extract(Pdus.inbound(message.pdu()), TextProfile.STANDARD);
    Optional<Concatenation> place = segment.place();
    if (place.isEmpty()) {
      arrived(message, segment.content(TextProfile.STANDARD), 1);
      return;
    }
    ReassemblyKey key =
        ReassemblyKey.of(
            "smsc",
            message.pdu().source().address(),
            message.pdu().destination().address(),
            place.get());
    Reassembly so = incomplete.getOrDefault(key, Reassembly.empty(key.total()));
    Reassembly.Step step = so.add(segment.part());
    switch (step.outcome()) {
      case ADDED, DUPLICATE -> incomplete.put(key, step.next());
      case COMPLETE -> {
        incomplete.remove(key);
        arrived(message, step.next().content(TextProfile.STANDARD, ""), key.total());
      }
      case CONFLICT ->
          incomplete.put(key, Reassembly.empty(key.total()).add(segment.part()).next());
      case OUT_OF_RANGE -> arrived(message, segment.content(TextProfile.STANDARD), 1);
    }
  }

  private void arrived(Submitted message, MessageContent content, int parts) {
    keep(
        new HandsetMessage(
            message.messageId(),
            HandsetMessage.Direction.IN,
            Pdus.written(message.pdu().source()),
            switch (content) {
              case MessageContent.Text(String text) -> text;
              case MessageContent.Binary(var octets) -> octets.size() + " octets of data";
            },
            parts,
            message.at(),
            HandsetMessage.State.ARRIVED));
  }

  private void keep(HandsetMessage message) {
    messages.add(message);
    if (messages.size() > KEPT_MESSAGES) {
      messages.removeFirst();
    }
  }

  /** Its number only. */
  @Override
  public String toString() {
    return "Handset " + number;
  }
}
