package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.conversation.Correlation;
import isthmus.cpm.conversation.CorrelationKey;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.cpm.store.CorrelationStore.Lookup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the conversations of messages that leave CPM only after they were accepted, so that replies
 * from outside find them (CPM SD §5.3.1.3.1). What is known when a message is accepted is written
 * with it instead.
 */
public final class Conversations {
  private static final Logger log = LoggerFactory.getLogger(Conversations.class);

  private final Committer<Lookup, Correlation> correlations;
  private final InstantSource clock;
  private final Duration lifetime;

  /**
   * Conversations.
   *
   * @param lifetime how long a conversation stays open without a message
   */
  public Conversations(
      Committer<Lookup, Correlation> correlations, InstantSource clock, Duration lifetime) {
    this.correlations = requireNonNull(correlations);
    this.clock = requireNonNull(clock);
    this.lifetime = requireNonNull(lifetime);
  }

  /**
   * A message takes a service after all. Its conversation is kept unless the two have a live one in
   * the service already; a failure to write costs the thread of a reply and nothing else.
   */
  void left(StandaloneMessage message, DeliveryTarget.ToService target, Address recipient) {
    Instant now = clock.instant();
    correlations
        .submit(
            new Lookup(
                new CorrelationKey(
                    target.service().service(),
                    message.originator().identity(),
                    recipient.identity()),
                message.threading().conversation(),
                message.threading().contribution(),
                now,
                now.plus(lifetime)))
        .whenComplete(
            (_, error) -> {
              if (error != null) {
                log.warn(
                    "conversation {} not kept: {}",
                    message.threading().conversation(),
                    error.toString());
              }
            });
  }
}
