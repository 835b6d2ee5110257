package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** An SMSC that does what a test tells it to. */
final class Smsc implements AutoCloseable {
  /** What becomes of a submit_sm. */
  sealed interface Answer {
    /** Taken, under an identity. */
    record Take(String id) implements Answer {}

    /** Declined with a command_status. */
    record Refuse(int status) implements Answer {}

    /** Never answered. */
    record Silence() implements Answer {}

    /** The connection is cut instead. */
    record Cut() implements Answer {}
  }

  /** A submit_sm and what it was answered. */
  record Submitted(Pdu.Sm sm, Answer answer, int bind) {
    String id() {
      return answer instanceof Answer.Take take ? take.id() : "";
    }
  }

  private static final int RECEIPT_WINDOW = 50;

  private final ServerSocket listener;
  private final String prefix;
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger binds = new AtomicInteger();
  private final Map<SmppPeer, Integer> numbers = new ConcurrentHashMap<>();
  private final Map<SmppPeer, Integer> bound = new ConcurrentHashMap<>();
  private final List<SmppPeer> open = new CopyOnWriteArrayList<>();
  private final List<Submitted> submits = Collections.synchronizedList(new ArrayList<>());
  private final Queue<Pdu.Sm> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore underWay = new Semaphore(RECEIPT_WINDOW);
  private volatile Function<Pdu.Sm, Answer> behaviour = _ -> take();
  private volatile Consumer<Submitted> beforeAnswer = _ -> {};
  private volatile Consumer<Submitted> afterAnswer = _ -> {};

  Smsc(String prefix) {
    this(prefix, 0);
  }

  Smsc(String prefix, int port) {
    this.prefix = prefix;
    try {
      listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("smsc-" + prefix).start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  Answer take() {
    return new Answer.Take(prefix + ids.incrementAndGet());
  }

  void answering(Function<Pdu.Sm, Answer> newBehaviour) {
    behaviour = newBehaviour;
  }

  /** What happens between the write of a submit_sm into the list and its answer. */
  void beforeAnswer(Consumer<Submitted> action) {
    beforeAnswer = action;
  }

  void afterAnswer(Consumer<Submitted> action) {
    afterAnswer = action;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        SmppPeer peer = new SmppPeer(socket);
        open.add(peer);
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  peer.serve(this::request);
                  bound.remove(peer);
                  open.remove(peer);
                  peer.close();
                });
      } catch (IOException _) {
        return;
      }
    }
  }

  private void request(SmppPeer peer, Pdu pdu) {
    switch (pdu.id()) {
      case Pdu.BIND_RECEIVER, Pdu.BIND_TRANSMITTER, Pdu.BIND_TRANSCEIVER -> {
        // A submit may come as soon as the other side knows.
        int number = binds.incrementAndGet();
        numbers.put(peer, number);
        peer.send(pdu.answered(0, Pdu.cString("smsc")));
        if (pdu.id() != Pdu.BIND_TRANSMITTER) {
          bound.put(peer, number);
        }
      }
      case Pdu.SUBMIT_SM -> submit(peer, pdu);
      case Pdu.UNBIND -> {
        bound.remove(peer);
        peer.send(pdu.answered(0, new byte[0]));
      }
      default -> peer.send(pdu.answered(3, new byte[0]));
    }
  }

  private void submit(SmppPeer peer, Pdu pdu) {
    Pdu.Sm sm = Pdu.Sm.of(pdu);
    Answer answer = behaviour.apply(sm);
    Submitted submitted = new Submitted(sm, answer, numbers.getOrDefault(peer, 0));
    submits.add(submitted);
    beforeAnswer.accept(submitted);
    switch (answer) {
      case Answer.Take take -> peer.send(pdu.answered(0, Pdu.cString(take.id())));
      case Answer.Refuse refuse -> peer.send(pdu.answered(refuse.status(), new byte[0]));
      case Answer.Silence _ -> {}
      case Answer.Cut _ -> peer.close();
    }
    afterAnswer.accept(submitted);
  }

  List<Submitted> submits() {
    synchronized (submits) {
      return List.copyOf(submits);
    }
  }

  List<Submitted> submits(Predicate<Pdu.Sm> which) {
    return submits().stream().filter(submitted -> which.test(submitted.sm())).toList();
  }

  List<Submitted> to(String number) {
    return submits(sm -> sm.destination().endsWith(number.replaceAll("[^0-9]", "")));
  }

  /** Waits for submits to a number that were taken. */
  List<Submitted> awaitTo(String number, int count) {
    eventually(
        count + " submits to " + number, RawSip.PATIENCE, () -> taken(number).size() >= count);
    return taken(number);
  }

  private List<Submitted> taken(String number) {
    return to(number).stream().filter(one -> one.answer() instanceof Answer.Take).toList();
  }

  Smsc awaitBound(int sessions) {
    eventually(
        prefix + " has " + sessions + " sessions", RawSip.PATIENCE, () -> bound.size() >= sessions);
    return this;
  }

  int binds() {
    return bound.size();
  }

  int bindsEver() {
    return binds.get();
  }

  /** deliver_sm on some receiving session; the answer. */
  Pdu deliver(Pdu.Sm sm) {
    awaitBound(1);
    return bound.keySet().iterator().next().call(Pdu.DELIVER_SM, sm.body());
  }

  /** deliver_sm on another session than the numbered one. */
  Pdu deliverNotOn(int bind, Pdu.Sm sm) {
    return bound.entrySet().stream()
        .filter(entry -> entry.getValue() != bind)
        .findFirst()
        .orElseThrow()
        .getKey()
        .call(Pdu.DELIVER_SM, sm.body());
  }

  static Pdu.Sm receiptOf(Submitted submitted, String state) {
    return receiptOf(submitted.sm(), submitted.id(), state);
  }

  /** A receipt in the form of SMPP 3.4 appendix B. */
  static Pdu.Sm receiptOf(Pdu.Sm sm, String id, String state) {
    String text =
        "id:%s sub:001 dlvrd:001 submit date:2603151020 done date:2603151021 stat:%s err:000 text:x"
            .formatted(id, state);
    return new Pdu.Sm(
        /* source= */ sm.destination(),
        /* destination= */ sm.source(),
        4,
        "",
        0,
        0,
        text.getBytes(StandardCharsets.US_ASCII),
        Map.of());
  }

  void receipt(Submitted submitted, String state) {
    deliver(receiptOf(submitted, state));
  }

  /**
   * Delivers every message at once. A receipt is sent within a window, without waiting for the
   * others, and again when it was declined or its link ended before the answer.
   */
  void deliverAll() {
    afterAnswer =
        submitted -> {
          if (submitted.answer() instanceof Answer.Take && submitted.sm().registered() != 0) {
            waiting.add(receiptOf(submitted, "DELIVRD"));
            sendReceipts();
          }
        };
  }

  /** Sends what the window allows. */
  void sendReceipts() {
    while (underWay.tryAcquire()) {
      Optional<SmppPeer> peer = bound.keySet().stream().findAny();
      Optional<Pdu.Sm> next = peer.map(_ -> waiting.poll());
      if (next.isEmpty()) {
        underWay.release();
        return;
      }
      var _ =
          peer.get()
              .request(Pdu.DELIVER_SM, next.get().body())
              .whenComplete(
                  (answer, error) -> {
                    boolean done = error == null && answer.status() == 0;
                    if (!done) {
                      waiting.add(next.get());
                    }
                    underWay.release();
                    if (done) {
                      sendReceipts();
                    }
                  });
    }
  }

  /** Writes octets to every session. */
  void raw(Supplier<byte[]> octets) {
    for (SmppPeer peer : bound.keySet()) {
      try {
        peer.raw(octets.get());
      } catch (IOException _) {
        // The gateway had enough of it.
      }
    }
  }

  void dropLinks() {
    open.forEach(SmppPeer::close);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException _) {
      // Closed.
    }
    dropLinks();
  }
}
