package isthmus.gateway.e2e;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** One end of an SMPP session: answers to its own requests, requests of the other to a handler. */
final class SmppPeer implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private volatile boolean ended;
  private final AtomicInteger sequence = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Pdu>> waiting = new ConcurrentHashMap<>();

  SmppPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 1 << 16));
    out = new DataOutputStream(socket.getOutputStream());
  }

  /** Reads until the connection ends. */
  void serve(BiConsumer<SmppPeer, Pdu> requests) {
    try {
      while (true) {
        Pdu pdu = Pdu.read(in);
        if (pdu.isResponse()) {
          CompletableFuture<Pdu> waiter = waiting.remove(pdu.sequence());
          if (waiter != null) {
            waiter.complete(pdu);
          }
        } else if (pdu.id() == Pdu.ENQUIRE_LINK) {
          send(pdu.answered(0, new byte[0]));
        } else {
          requests.accept(this, pdu);
        }
      }
    } catch (IOException end) {
      ended = true;
      waiting.values().forEach(waiter -> waiter.completeExceptionally(end));
    }
  }

  void send(Pdu pdu) {
    try {
      pdu.write(out);
    } catch (IOException _) {
      // The reader sees it too.
    }
  }

  void raw(byte[] octets) throws IOException {
    synchronized (out) {
      out.write(octets);
      out.flush();
    }
  }

  CompletableFuture<Pdu> request(int id, byte[] body) {
    int number = sequence.incrementAndGet();
    CompletableFuture<Pdu> answer = new CompletableFuture<>();
    waiting.put(number, answer);
    send(new Pdu(id, 0, number, body));
    if (ended) {
      answer.completeExceptionally(new IOException("the connection ended"));
    }
    return answer;
  }

  Pdu call(int id, byte[] body) {
    try {
      return request(id, body).get(60, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer to command " + Integer.toHexString(id) + ": " + e, e);
    }
  }

  boolean isOpen() {
    return !socket.isClosed();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // Gone already.
    }
  }
}
