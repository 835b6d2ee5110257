package isthmus.sms;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.InboundAnswer;
import isthmus.cpm.interworking.InterworkingInbound;
import isthmus.cpm.interworking.LegacyMessage;
import isthmus.cpm.interworking.PartStore.Part;
import isthmus.cpm.message.Content;
import isthmus.sms.smpp.SmppAddress;
import isthmus.sms.text.MessageContent;
import isthmus.sms.text.Reassembly;
import isthmus.sms.text.TextProfile;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Makes messages of parts and hands them in, each once: the parts that complete a message on two
 * binds of this node share one acceptance, and on two nodes the store removes a group only once
 * ({@link LegacyMessage#partGroup()}).
 */
final class AssembledMessages {
  private static final int MAX_REMEMBERED = 5_000;

  private static final Comparator<Part> FIRST =
      Comparator.comparing(Part::at).thenComparingInt(Part::number);

  private record Finished(String id, Map<Integer, Octets> parts, InboundAnswer answer) {}

  private final InterworkingInbound inbound;
  private final Addresses addresses;
  private final PeerDirectory peers;
  private final SmsSettings.Reassembly settings;
  private final Map<String, CompletableFuture<InboundAnswer>> underWay = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Finished> finished = new LinkedHashMap<>();

  AssembledMessages(
      InterworkingInbound inbound,
      Addresses addresses,
      PeerDirectory peers,
      SmsSettings.Reassembly settings) {
    this.inbound = inbound;
    this.addresses = addresses;
    this.peers = peers;
    this.settings = settings;
  }

  /** The id of the message that these parts are of. */
  static String id(List<Part> stored) {
    Part first = stored.stream().min(FIRST).orElseThrow();
    return ExternalIds.assembled(
        first.group(), HeldPart.decode(first.octets()).token(), first.total());
  }

  /** Ends a group that will not be completed: by the setting it is handed in or removed. */
  CompletionStage<InboundAnswer> giveUp(List<Part> stored) {
    Part first = stored.getFirst();
    Optional<Peer> peer = peers.find(HeldPart.decode(first.octets()).peer());
    boolean whole = stored.size() == first.total();
    if (!whole && repeatsFinished(stored)) {
      return remove(first.group());
    }
    if (whole || settings.incomplete() == SmsSettings.WhenIncomplete.DELIVER) {
      if (!whole) {
        peer.ifPresent(p -> p.counters().count(PeerCounters.Event.INCOMPLETE_DELIVERED));
      }
      return accept(stored)
          .thenCompose(
              answer ->
                  answer instanceof InboundAnswer.Refused
                      ? remove(first.group())
                      : CompletableFuture.completedFuture(answer));
    }
    peer.ifPresent(p -> p.counters().count(PeerCounters.Event.INCOMPLETE_DROPPED));
    return remove(first.group());
  }

  /** Hands in a message as it is, once. */
  CompletionStage<InboundAnswer> accept(List<Part> stored) {
    String id = id(stored);
    CompletableFuture<InboundAnswer> mine = new CompletableFuture<>();
    CompletableFuture<InboundAnswer> other = underWay.putIfAbsent(id, mine);
    if (other != null) {
      return other;
    }
    var _ =
        answer(stored, id)
            .whenComplete(
                (answer, error) -> {
                  if (error == null) {
                    remember(stored, id, answer);
                  }
                  underWay.remove(id);
                  if (error == null) {
                    mine.complete(answer);
                  } else {
                    mine.completeExceptionally(error);
                  }
                });
    return mine;
  }

  private CompletionStage<InboundAnswer> answer(List<Part> stored, String id) {
    Optional<InboundAnswer> before = finished(stored.getFirst().group(), id);
    if (before.isPresent()) {
      return CompletableFuture.completedFuture(before.get());
    }
    try {
      return handIn(stored, id);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletionStage<InboundAnswer> handIn(List<Part> stored, String id) {
    List<HeldPart> parts = stored.stream().map(part -> HeldPart.decode(part.octets())).toList();
    HeldPart last = parts.getLast();
    Optional<Peer> peer = peers.find(last.peer());
    TextProfile profile = peer.map(Peer::text).orElse(TextProfile.STANDARD);
    Reassembly whole =
        Reassembly.of(stored.getFirst().total(), parts.stream().map(HeldPart::part).toList());
    Optional<Address> from = address(peer, last.source());
    Optional<Address> to = address(peer, last.destination());
    if (!(whole.content(profile, settings.marker()) instanceof MessageContent.Text(String text))
        || from.isEmpty()
        || to.isEmpty()) {
      peer.ifPresent(p -> p.counters().count(PeerCounters.Event.BINARY_REFUSED));
      return remove(stored.getFirst().group())
          .thenApply(
              _ ->
                  new InboundAnswer.Refused(
                      Failure.of(FailureCode.CONTENT_REFUSED, "only text is taken")));
    }
    Terms terms = union(parts);
    return inbound.message(
        new LegacyMessage(
            peer.map(Peer::service)
                .orElseGet(() -> ServiceIdentifier.of(SmsInterworkingFunction.SERVICE)),
            last.peer(),
            Optional.of(id),
            from.get(),
            to.get(),
            Content.text(text),
            stored.stream().map(Part::at).min(Instant::compareTo).orElseThrow(),
            terms.requested(),
            terms.expires(),
            Optional.of(stored.getFirst().group())));
  }

  // Some ESMEs ask for the receipt of the last part only, some of the first.
  private static Terms union(List<HeldPart> parts) {
    int registered = 0;
    for (HeldPart part : parts) {
      int bits = part.terms().registeredDelivery() & 3;
      registered = registered == 0 || registered == bits || bits == 0 ? registered | bits : 1;
    }
    Terms first = parts.getFirst().terms();
    return new Terms(first.side(), registered, first.expires());
  }

  private Optional<Address> address(Optional<Peer> peer, SmppAddress address) {
    return peer.map(Peer::source)
        .orElse(SmppAddressing.STANDARD)
        .fromWire(address)
        .flatMap(addresses::address);
  }

  private CompletionStage<InboundAnswer> remove(String group) {
    return inbound
        .parts()
        .remove(group)
        .thenApply(
            _ ->
                new InboundAnswer.Refused(
                    Failure.of(FailureCode.EXPIRED, "parts of the message never came")));
  }

  private Optional<InboundAnswer> finished(String group, String id) {
    lock.lock();
    try {
      return Optional.ofNullable(finished.get(group))
          .filter(last -> last.id().equals(id))
          .map(Finished::answer);
    } finally {
      lock.unlock();
    }
  }

  private void remember(List<Part> stored, String id, InboundAnswer answer) {
    if (!(answer instanceof InboundAnswer.Accepted)) {
      return;
    }
    Map<Integer, Octets> octets =
        stored.stream().collect(Collectors.toMap(Part::number, AssembledMessages::content));
    lock.lock();
    try {
      finished.remove(stored.getFirst().group());
      finished.put(stored.getFirst().group(), new Finished(id, octets, answer));
      if (finished.size() > MAX_REMEMBERED) {
        finished.remove(finished.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  // A part that a peer repeats after its message was complete would come out as a fragment later.
  private boolean repeatsFinished(List<Part> stored) {
    lock.lock();
    try {
      Finished last = finished.get(stored.getFirst().group());
      return last != null
          && stored.stream()
              .allMatch(
                  part ->
                      last.parts()
                          .getOrDefault(part.number(), Octets.empty())
                          .equals(content(part)));
    } finally {
      lock.unlock();
    }
  }

  private static Octets content(Part part) {
    return Octets.wrap(HeldPart.decode(part.octets()).part().encode());
  }
}
