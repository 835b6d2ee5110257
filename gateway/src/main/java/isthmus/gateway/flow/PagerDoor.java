package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.conversation.ContributionId;
import isthmus.cpm.conversation.ConversationId;
import isthmus.cpm.conversation.Correlation;
import isthmus.cpm.conversation.CorrelationKey;
import isthmus.cpm.conversation.Threading;
import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Origin;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.message.KeySource;
import isthmus.cpm.message.MessageKey;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.cpm.participating.PagerReception;
import isthmus.cpm.participating.PagerRequest;
import isthmus.cpm.participating.Received;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.SipResponder;
import isthmus.cpm.sip.SipSyntaxException;
import isthmus.cpm.store.CorrelationStore.Lookup;
import isthmus.cpm.store.MessageStore.ClientReport;
import isthmus.cpm.store.MessageStore.ReceiptEffect;
import isthmus.cpm.store.StoreOverloadedException;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.isf.policy.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Route {@code cpm-in}: MESSAGE requests of CPM users. What is wrong is answered at once, what is
 * accepted after commit (RFC 3428 §7: 202).
 */
public final class PagerDoor {
  private static final Logger log = LoggerFactory.getLogger(PagerDoor.class);

  /**
   * A message whose validity is over, or that is not to be kept ({@code Expires: 0}), is tried this
   * long: enough for one attempt, so that its sender hears what became of it.
   */
  private static final Duration SHORTEST_VALIDITY = Duration.ofSeconds(30);

  private final Originators originators;
  private final PagerReception reception;
  private final Recipients recipients;
  private final PolicyGate gate;
  private final Committer<Lookup, Correlation> correlations;
  private final KeySource keys;
  private final InstantSource clock;
  private final Times times;
  private final Consumer<Draft> decide;
  private final Function<ClientReport, CompletionStage<ReceiptEffect>> reports;

  /**
   * Times of the door.
   *
   * @param conversationLifetime how long a conversation made for a plain client stays open
   * @param validity how long a message is tried at most
   * @param retryAfter what a sender is told when we cannot take messages
   */
  public record Times(Duration conversationLifetime, Duration validity, Duration retryAfter) {}

  /** A request with the means to answer it. */
  public record Arrival(SipRequest request, SipResponder responder) {}

  /** A door. */
  public PagerDoor(
      Originators originators,
      PagerReception reception,
      Recipients recipients,
      PolicyGate gate,
      Committer<Lookup, Correlation> correlations,
      KeySource keys,
      InstantSource clock,
      Times times,
      Consumer<Draft> decide,
      Function<ClientReport, CompletionStage<ReceiptEffect>> reports) {
    this.originators = requireNonNull(originators);
    this.reception = requireNonNull(reception);
    this.recipients = requireNonNull(recipients);
    this.gate = requireNonNull(gate);
    this.correlations = requireNonNull(correlations);
    this.keys = requireNonNull(keys);
    this.clock = requireNonNull(clock);
    this.times = requireNonNull(times);
    this.decide = requireNonNull(decide);
    this.reports = requireNonNull(reports);
  }

  /** Takes a request. */
  public void receive(Arrival arrival) {
    guarded(
        arrival,
        () -> {
          switch (originators.of(arrival.request())) {
            case Originators.Identified.Not not -> arrival.responder().respond(not.answer());
            case Originators.Identified.As as -> receive(arrival, as.user());
          }
        });
  }

  /** Whatever breaks on the way, now or on another thread, the sender gets an answer. */
  private void guarded(Arrival arrival, Runnable step) {
    try {
      step.run();
    } catch (SipSyntaxException wrong) {
      arrival.responder().respond(SipAnswer.of(400, "Bad Request: " + wrong.getMessage()));
    } catch (StoreUnavailableException | StoreOverloadedException away) {
      log.warn("MESSAGE {} not taken: {}", arrival.request().callId(), away.getMessage());
      arrival.responder().respond(SipAnswer.retryAfter(times.retryAfter()));
    } catch (RuntimeException broken) {
      log.error("MESSAGE {} failed", arrival.request().callId(), broken);
      arrival.responder().respond(SipAnswer.of(500));
    }
  }

  private void receive(Arrival arrival, Address originator) {
    Instant now = clock.instant();
    switch (reception.receive(arrival.request(), originator, now)) {
      case Received.Refused refused -> arrival.responder().respond(refused.answer());
      case Received.Passing passing -> arrival.responder().respond(passing.answer());
      case Received.Notifications notifications -> notified(arrival, notifications, now);
      case Received.Message(PagerRequest message) ->
          gate.pass(
              new PolicyGate.Incoming(
                  Stage.DECISION,
                  message.originator(),
                  message.recipient(),
                  message.content(),
                  message.service().map(ServiceIdentifier::service),
                  now),
              ruling -> guarded(arrival, () -> ruled(arrival, message, ruling, now)));
    }
  }

  /** What the policy table rejects is answered before anything is written. */
  private void ruled(Arrival arrival, PagerRequest message, Ruling ruling, Instant now) {
    ruling
        .reject()
        .ifPresentOrElse(
            reject -> {
              log.info("MESSAGE {}: {}", arrival.request().callId(), ruling.words());
              refuse(arrival.responder(), reject.status(), PolicyRefusal.text(reject));
            },
            () -> threaded(arrival, message, ruling, now));
  }

  private static void refuse(SipResponder responder, int status, String text) {
    responder.respond(SipAnswer.of(status, text).warning(399, text));
  }

  private void threaded(Arrival arrival, PagerRequest message, Ruling ruling, Instant now) {
    if (message.conversation().isPresent()) {
      Threading threading =
          new Threading(
              message.conversation().get(),
              message.contribution().orElseGet(ContributionId::fresh),
              message.inReplyTo());
      handOn(arrival, message, threading, ruling, now);
      return;
    }
    correlations
        .submit(
            new Lookup(
                plainThread(message.originator(), message.recipient()),
                ConversationId.fresh(),
                ContributionId.fresh(),
                now,
                now.plus(times.conversationLifetime())))
        .whenComplete(
            (correlation, error) -> {
              if (error != null) {
                arrival.responder().respond(SipAnswer.retryAfter(times.retryAfter()));
                return;
              }
              Threading threading =
                  new Threading(
                      correlation.conversation(), ContributionId.fresh(), message.inReplyTo());
              guarded(arrival, () -> handOn(arrival, message, threading, ruling, now));
            });
  }

  /** Under which a conversation is kept for a client that names none. */
  static CorrelationKey plainThread(Address client, Address peer) {
    return new CorrelationKey("cpm", client.identity(), peer.identity());
  }

  private void handOn(
      Arrival arrival, PagerRequest pager, Threading threading, Ruling ruling, Instant now) {
    StandaloneMessage message = pager.in(threading);
    SipRequest request = arrival.request();
    AcceptedMessage accepted =
        new AcceptedMessage(
                keys.nextMessage(),
                message,
                new Origin.FromCpm(request.source().toString(), request.callId()),
                now)
            .readdressed(
                ruling.from().orElseGet(message::originator),
                ruling.to().orElseGet(message::recipient));
    decide.accept(
        new Draft(
            accepted,
            recipients.of(accepted.message().recipient()),
            ruling.expiry(expiry(pager.validUntil(), now), now),
            Optional.of(requestKey(message)),
            ruling,
            new SipReply(arrival.responder(), times.retryAfter())));
  }

  /**
   * The sender may shorten the time for which a message is tried (RFC 3428 §4), not lengthen it.
   */
  private Instant expiry(Optional<Instant> validUntil, Instant now) {
    Instant latest = now.plus(times.validity());
    Instant earliest = now.plus(SHORTEST_VALIDITY);
    return validUntil
        .map(wanted -> wanted.isBefore(earliest) ? earliest : wanted)
        .filter(wanted -> wanted.isBefore(latest))
        .orElse(latest);
  }

  /**
   * What makes two requests the same message: sender, recipient and imdn.Message-ID. Copies of one
   * request keep them, and so does a client that tries again because it saw no answer. {@link
   * PagerReception} gives a message without an identity the same one in every copy.
   */
  private static UUID requestKey(StandaloneMessage message) {
    String text =
        message.originator().identity().value()
            + '\n'
            + message.recipient().identity().value()
            + '\n'
            + message.imdnId().value();
    return RequestKeys.of(text);
  }

  private void notified(Arrival arrival, Received.Notifications notifications, Instant now) {
    List<CompletableFuture<ReceiptEffect>> written = new ArrayList<>();
    for (Received.Notice notice : notifications.notices()) {
      written.add(
          reports
              .apply(
                  new ClientReport(
                      notice.about(),
                      notifications.reporter().identity(),
                      notifications.recipient().identity(),
                      notice.disposition(),
                      now))
              .toCompletableFuture());
    }
    CompletionStage<Void> all = CompletableFuture.allOf(written.toArray(CompletableFuture[]::new));
    all.whenComplete(
        (_, error) ->
            arrival
                .responder()
                .respond(
                    error == null ? answerTo(written) : SipAnswer.retryAfter(times.retryAfter())));
  }

  /** What relates to nothing is said so, rather than taken and dropped (CPM SD §5.3.1.2). */
  private static SipAnswer answerTo(List<CompletableFuture<ReceiptEffect>> written) {
    boolean unknown =
        !written.isEmpty()
            && written.stream().allMatch(effect -> effect.resultNow() == ReceiptEffect.UNKNOWN);
    return unknown
        ? SipAnswer.of(404, "No message is known here that this notification is about")
        : SipAnswer.of(200);
  }

  /** Answers over SIP. */
  private record SipReply(SipResponder responder, Duration retryAfter) implements Reply {
    @Override
    public void accepted(AcceptedMessage message) {
      Threading threading = message.message().threading();
      responder.respond(
          SipAnswer.of(202)
              .with("Conversation-ID", threading.conversation().value())
              .with("Contribution-ID", threading.contribution().value()));
    }

    @Override
    public void repeated(MessageKey first) {
      responder.respond(SipAnswer.of(202));
    }

    @Override
    public void refused(Failure failure) {
      refused(failure, failure.code().sipStatus());
    }

    @Override
    public void refused(Failure failure, int status) {
      refuse(responder, status, failure.peerText());
    }

    @Override
    public void later(Failure failure) {
      responder.respond(SipAnswer.retryAfter(retryAfter));
    }
  }
}
