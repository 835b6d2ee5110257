package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.codec.cpim.CpimAddress;
import isthmus.cpm.codec.cpim.CpimCodec;
import isthmus.cpm.codec.cpim.CpimHeader;
import isthmus.cpm.codec.cpim.CpimMessage;
import isthmus.cpm.codec.mime.MimePart;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.conversation.ContributionId;
import isthmus.cpm.conversation.ConversationId;
import isthmus.cpm.conversation.Correlation;
import isthmus.cpm.conversation.CorrelationKey;
import isthmus.cpm.conversation.Threading;
import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Origin;
import isthmus.cpm.disposition.DispositionKind;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.cpm.disposition.ImdnMessageId;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.InboundAnswer;
import isthmus.cpm.interworking.InterworkingInbound.LegacyState;
import isthmus.cpm.interworking.LegacyMessage;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.KeySource;
import isthmus.cpm.message.MessageKey;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.cpm.participating.Recipient;
import isthmus.cpm.store.CorrelationStore.Lookup;
import isthmus.cpm.store.MessageStore;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.ContentChange;
import isthmus.isf.policy.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way into CPM for messages of services (CPM SD §5.3.2): find the conversation, make a CPM
 * message, hand it to the same stages that a message of a CPM user takes.
 */
public final class LegacyIntake {
  private static final Logger log = LoggerFactory.getLogger(LegacyIntake.class);

  private final Recipients recipients;
  private final PolicyGate gate;
  private final Committer<Lookup, Correlation> correlations;
  private final CpimCodec cpim;
  private final KeySource keys;
  private final InstantSource clock;
  private final Duration conversationLifetime;
  private final Duration validity;
  private final Consumer<Draft> decide;
  private final MessageStore store;
  private final Executor blocking;

  /**
   * Settings of the way in.
   *
   * @param conversationLifetime how long a conversation stays open without a message
   * @param validity how long a message without a validity of its own is tried
   */
  public record Times(Duration conversationLifetime, Duration validity) {}

  /** A way in. */
  public LegacyIntake(
      Recipients recipients,
      PolicyGate gate,
      Committer<Lookup, Correlation> correlations,
      CpimCodec cpim,
      KeySource keys,
      InstantSource clock,
      Times times,
      Consumer<Draft> decide,
      MessageStore store,
      Executor blocking) {
    this.recipients = requireNonNull(recipients);
    this.gate = requireNonNull(gate);
    this.correlations = requireNonNull(correlations);
    this.cpim = requireNonNull(cpim);
    this.keys = requireNonNull(keys);
    this.clock = requireNonNull(clock);
    this.conversationLifetime = times.conversationLifetime();
    this.validity = times.validity();
    this.decide = requireNonNull(decide);
    this.store = requireNonNull(store);
    this.blocking = requireNonNull(blocking);
  }

  /** Route {@code legacy-in}: takes a message of a service. */
  public CompletionStage<InboundAnswer> message(LegacyMessage message) {
    CompletableFuture<InboundAnswer> answer = new CompletableFuture<>();
    gate.pass(
        new PolicyGate.Incoming(
            Stage.INBOUND,
            message.from(),
            message.to(),
            message.content(),
            Optional.of(message.service().service()),
            clock.instant()),
        ruling -> guarded(() -> ruled(message, ruling, answer), answer));
    return answer;
  }

  private void ruled(
      LegacyMessage message, Ruling ruling, CompletableFuture<InboundAnswer> answer) {
    if (ruling.reject().isPresent()) {
      Action.Reject reject = ruling.reject().get();
      log.info("a message from {}: {}", message.peer(), ruling.words());
      answer.complete(
          new InboundAnswer.Refused(
              new Failure(
                  PolicyRefusal.codeOf(reject.status()),
                  PolicyRefusal.text(reject),
                  ruling.words())));
      return;
    }
    Optional<Content> content = changed(message.content(), ruling.content());
    if (content.isEmpty()) {
      answer.complete(
          new InboundAnswer.Refused(
              new Failure(
                  FailureCode.CONTENT_REFUSED, "the content is not taken", ruling.words())));
      return;
    }
    take(message, ruling, content.get(), answer);
  }

  /** A content as CPM users get it; empty when nothing is left of it. */
  private static Optional<Content> changed(Content content, Optional<ContentChange> wanted) {
    if (wanted.isEmpty()) {
      return Optional.of(content);
    }
    return switch (wanted.get()) {
      case ContentChange.Strip(Set<String> patterns) ->
          Contents.isOf(content, patterns) ? Optional.empty() : Optional.of(content);
      case ContentChange.Truncate(int characters) ->
          Optional.of(Contents.truncated(content, characters));
      // A message inside CPM is not bound to a length, and no link is needed to what is there.
      case ContentChange.Split _, ContentChange.Link _ -> Optional.of(content);
    };
  }

  private void take(
      LegacyMessage message,
      Ruling ruling,
      Content content,
      CompletableFuture<InboundAnswer> answer) {
    Address from = ruling.from().orElseGet(message::from);
    Recipient recipient = recipients.of(ruling.to().orElseGet(message::to));
    switch (recipient.standing()) {
      case STRANGER, NOT_ROUTABLE -> {
        answer.complete(
            new InboundAnswer.Refused(
                Failure.of(FailureCode.BAD_RECIPIENT, "the recipient is not a CPM user here")));
        return;
      }
      case REGISTERED, NOT_REGISTERED, CORE_MAY_KNOW -> {
        // Goes on below.
      }
    }
    Instant now = clock.instant();
    ContributionId own = ContributionId.fresh();
    correlations
        .submit(
            new Lookup(
                new CorrelationKey(
                    message.service().service(), recipient.address().identity(), from.identity()),
                ConversationId.fresh(),
                own,
                now,
                now.plus(conversationLifetime)))
        .whenComplete(
            (correlation, error) -> {
              if (error != null) {
                answer.complete(
                    new InboundAnswer.TryLater(
                        Failure.of(FailureCode.CONGESTED, "suspended: " + error.getMessage())));
                return;
              }
              guarded(
                  () ->
                      decide.accept(
                          draft(
                              message,
                              new Entering(recipient, ruling, content),
                              threading(correlation, own),
                              now,
                              answer)),
                  answer);
            });
  }

  /** Whatever breaks, the service gets an answer; without one it would wait and try for ever. */
  private static void guarded(Runnable step, CompletableFuture<InboundAnswer> answer) {
    try {
      step.run();
    } catch (RuntimeException broken) {
      log.error("a message of a service could not be taken", broken);
      answer.complete(
          new InboundAnswer.TryLater(
              new Failure(FailureCode.INTERNAL, "internal error", broken.toString())));
    }
  }

  /**
   * The identities of a message from outside (CPM SD §5.3.2.1): in an existing conversation it
   * replies to the last contribution, with a new contribution of its own. Of two messages that come
   * at once and share an answer, only one has opened the conversation.
   */
  private static Threading threading(Correlation correlation, ContributionId own) {
    boolean first = correlation.opened() && correlation.lastContribution().equals(own);
    return new Threading(
        correlation.conversation(),
        own,
        first ? Optional.empty() : Optional.of(correlation.lastContribution()));
  }

  /** A message as it enters CPM. */
  private record Entering(Recipient recipient, Ruling ruling, Content content) {}

  private Draft draft(
      LegacyMessage legacy,
      Entering entering,
      Threading threading,
      Instant now,
      CompletableFuture<InboundAnswer> answer) {
    MessageKey key = keys.nextMessage();
    ImdnMessageId imdnId = ImdnMessageId.fresh();
    StandaloneMessage message =
        new StandaloneMessage(
            legacy.from(),
            legacy.to(),
            threading,
            imdnId,
            legacy.requested(),
            legacy.sentAt(),
            Optional.of(legacy.service()),
            Optional.empty(),
            entering.content(),
            wrap(legacy, entering.content(), imdnId));
    Ruling ruling = entering.ruling();
    AcceptedMessage accepted =
        new AcceptedMessage(
                key,
                message,
                new Origin.FromService(
                    legacy.service(), legacy.peer(), legacy.externalId(), legacy.partGroup()),
                now)
            .readdressed(ruling.from().orElseGet(legacy::from), ruling.to().orElseGet(legacy::to));
    return new Draft(
        accepted,
        entering.recipient(),
        ruling.expiry(legacy.expires().orElse(now.plus(validity)), now),
        // A message put together from parts may be put together by two nodes at once.
        legacy.externalId().map(id -> RequestKeys.of("from " + legacy.peer() + '\n' + id)),
        ruling,
        new Answering(key, answer));
  }

  private Octets wrap(LegacyMessage legacy, Content content, ImdnMessageId imdnId) {
    List<CpimHeader> headers = new ArrayList<>();
    headers.add(new CpimHeader.From(CpimAddress.ANONYMOUS));
    headers.add(new CpimHeader.To(CpimAddress.ANONYMOUS));
    headers.add(new CpimHeader.DateTime(legacy.sentAt().atOffset(ZoneOffset.UTC)));
    headers.add(CpimHeader.Extension.imdn("Message-ID", imdnId.value()));
    wanted(legacy.requested())
        .ifPresent(
            value -> headers.add(CpimHeader.Extension.imdn("Disposition-Notification", value)));
    return cpim.encode(
        new CpimMessage(headers, MimePart.of(content.mediaType(), content.octets())));
  }

  private static Optional<String> wanted(DispositionRequest request) {
    List<String> words = new ArrayList<>();
    for (DispositionKind kind : request.kinds()) {
      words.add(
          switch (kind) {
            case POSITIVE_DELIVERY -> "positive-delivery";
            case NEGATIVE_DELIVERY -> "negative-delivery";
            case PROCESSING -> "processing";
            case DISPLAY -> "display";
            case INTERWORKING -> "interworking";
          });
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
  }

  /** See {@link isthmus.cpm.interworking.InterworkingInbound#query}. */
  public CompletionStage<LegacyState> query(String peer, String externalId) {
    return asked(() -> store.legacyState(peer, externalId));
  }

  /** See {@link isthmus.cpm.interworking.InterworkingInbound#cancel}. */
  public CompletionStage<LegacyState> cancel(String peer, String externalId) {
    return asked(() -> store.cancel(peer, externalId, clock.instant()));
  }

  private CompletionStage<LegacyState> asked(Supplier<LegacyState> question) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return question.get();
          } catch (StoreUnavailableException away) {
            return LegacyState.SUSPENDED;
          }
        },
        blocking);
  }

  /** Answers the interworking function. */
  private record Answering(MessageKey key, CompletableFuture<InboundAnswer> answer)
      implements Reply {
    @Override
    public void accepted(AcceptedMessage message) {
      answer.complete(new InboundAnswer.Accepted(key));
    }

    @Override
    public void repeated(MessageKey first) {
      answer.complete(new InboundAnswer.Accepted(first));
    }

    @Override
    public void refused(Failure failure) {
      answer.complete(new InboundAnswer.Refused(failure));
    }

    @Override
    public void later(Failure failure) {
      answer.complete(new InboundAnswer.TryLater(failure));
    }
  }
}
