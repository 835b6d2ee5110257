package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.conversation.ContributionId;
import isthmus.cpm.conversation.Threading;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Report;
import isthmus.cpm.disposition.ImdnMessageId;
import isthmus.cpm.message.DispositionNotification;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.cpm.participating.ClientRequests;
import isthmus.cpm.participating.ClientRequests.Destination;
import isthmus.cpm.sip.Hop;
import isthmus.cpm.sip.OutboundSipRequest;
import isthmus.cpm.sip.SipResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Delivers inside CPM: to every suitable client of a user that we serve (CPM SD §5.1.5 policy 1),
 * or to the core. The best answer counts: one client that takes the message is enough.
 */
public final class CpmDelivery {
  /** Status that stands for no answer (RFC 3261 §8.1.3.1). */
  private static final int TIMEOUT = 408;

  private static final int UNREACHABLE = 503;

  private final Function<OutboundSipRequest, CompletionStage<SipResult>> sender;
  private final ClientRequests requests;
  private final ClientLocator locator;
  private final Optional<Hop> core;

  /**
   * A way to clients and core.
   *
   * @param core the next hop for requests to users that we do not serve
   */
  public CpmDelivery(
      Function<OutboundSipRequest, CompletionStage<SipResult>> sender,
      ClientRequests requests,
      ClientLocator locator,
      Optional<Hop> core) {
    this.sender = requireNonNull(sender);
    this.requests = requireNonNull(requests);
    this.locator = requireNonNull(locator);
    this.core = requireNonNull(core);
  }

  /**
   * What came of a delivery inside CPM.
   *
   * @param status the best final status, or the one that stands for what happened instead (RFC 3261
   *     §8.1.3.1, §16.7); 0 when no client is registered
   * @param answered false when no final response came
   * @param peer who was asked, for people
   */
  public record Result(int status, boolean answered, String peer) {
    /** True when somebody took it. */
    public boolean taken() {
      return status >= 200 && status < 300;
    }

    /** True when there was nobody to send it to. */
    public boolean nobody() {
      return status == 0;
    }
  }

  /** Sends to the registered clients of a user. */
  public void toClients(
      Delivery delivery, DeliveryTarget.ToClients target, Consumer<Result> results) {
    List<Destination> clients = locator.suitable(target.user());
    if (clients.isEmpty()) {
      results.accept(new Result(0, false, ""));
      return;
    }
    Best best = new Best(clients.size(), results);
    for (Destination client : clients) {
      send(delivery, client, best);
    }
  }

  /** Sends towards the core. */
  public void toCore(Delivery delivery, DeliveryTarget.ToCore target, Consumer<Result> results) {
    Address user = target.user();
    Destination destination = new Destination(requests.sipForm(user), core, List.of(), true);
    send(delivery, destination, new Best(1, results));
  }

  private void send(Delivery delivery, Destination destination, Best best) {
    String peer = destination.hop().map(Hop::toString).orElse(destination.requestUri());
    OutboundSipRequest request;
    try {
      request = request(delivery, destination);
    } catch (IllegalArgumentException unusable) {
      best.offer(new Result(400, true, peer));
      return;
    }
    sender
        .apply(request)
        .whenComplete(
            (result, error) -> {
              if (error != null) {
                best.offer(new Result(UNREACHABLE, false, peer));
                return;
              }
              best.offer(resultOf(result, peer));
            });
  }

  private static Result resultOf(SipResult result, String peer) {
    return switch (result) {
      case SipResult.Answered answered -> new Result(answered.status(), true, peer);
      case SipResult.TimedOut() -> new Result(TIMEOUT, false, peer);
      case SipResult.TransportFailed _ -> new Result(UNREACHABLE, false, peer);
    };
  }

  private OutboundSipRequest request(Delivery delivery, Destination destination) {
    StandaloneMessage message = delivery.message().message();
    return delivery
        .report()
        .map(
            report ->
                requests.notification(
                    notification(delivery, report), message.sentAt(), destination))
        .orElseGet(() -> requests.message(message, destination));
  }

  /** The notification that a delivery with a report stands for. */
  static DispositionNotification notification(Delivery delivery, Report report) {
    StandaloneMessage message = delivery.message().message();
    String own = delivery.key().toString();
    return new DispositionNotification(
        delivery.message().addressee(),
        delivery.message().sender(),
        new Threading(
            message.threading().conversation(),
            new ContributionId(own),
            Optional.of(message.threading().contribution())),
        new ImdnMessageId(own),
        message.imdnId(),
        report.disposition(),
        report.at(),
        message.service(),
        report.service());
  }

  /** Collects the answers of several clients and tells the best one, once. */
  private static final class Best {
    private final AtomicInteger missing;
    private final Consumer<Result> results;
    private Result best = new Result(699, true, "");
    private boolean told;

    Best(int answers, Consumer<Result> results) {
      this.missing = new AtomicInteger(answers);
      this.results = results;
    }

    void offer(Result result) {
      Result tell;
      synchronized (this) {
        if (rank(result.status()) < rank(best.status())) {
          best = result;
        }
        boolean last = missing.decrementAndGet() == 0;
        if (told || !(last || result.taken())) {
          return;
        }
        told = true;
        tell = best;
      }
      results.accept(tell);
    }

    /** Success first, then a refusal by the user, then the lowest class (RFC 3261 §16.7). */
    private static int rank(int status) {
      if (status < 300) {
        return status;
      }
      return status >= 600 && status < 699 ? 300 : status;
    }
  }
}
