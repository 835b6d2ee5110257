package isthmus.gateway.users;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.registration.RegistrarService;
import isthmus.cpm.registration.RegistrarService.Outcome;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.SipResponder;
import isthmus.cpm.store.MessageStore;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.gateway.flow.ShardWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers REGISTER in embedded mode and pushes what was deferred for the user (CPM SD §5.2.5.2).
 */
public final class RegistrationDoor implements RegisterDoor {
  private static final Logger log = LoggerFactory.getLogger(RegistrationDoor.class);

  private final RegistrarService registrar;
  private final EmbeddedUsers users;
  private final RegisteredClients clients;
  private final MessageStore store;
  private final ShardWork work;
  private final InstantSource clock;
  private final Executor blocking;
  private final Duration retryAfter;

  /** Whose deferred messages are still to be woken; they stay while the database is away. */
  private final Set<String> arrived = ConcurrentHashMap.newKeySet();

  /** A door in front of a registrar. */
  public RegistrationDoor(
      RegistrarService registrar,
      EmbeddedUsers users,
      RegisteredClients clients,
      MessageStore store,
      ShardWork work,
      InstantSource clock,
      Executor blocking,
      Duration retryAfter) {
    this.registrar = requireNonNull(registrar);
    this.users = requireNonNull(users);
    this.clients = requireNonNull(clients);
    this.store = requireNonNull(store);
    this.work = requireNonNull(work);
    this.clock = requireNonNull(clock);
    this.blocking = requireNonNull(blocking);
    this.retryAfter = requireNonNull(retryAfter);
  }

  @Override
  public void register(SipRequest request, SipResponder responder) {
    blocking.execute(
        () -> {
          try {
            answer(request, responder);
          } catch (StoreUnavailableException away) {
            // Has no effect when the client is registered and only the push has to wait.
            log.warn("REGISTER {} not served: {}", request.callId(), away.getMessage());
            responder.respond(SipAnswer.retryAfter(retryAfter));
          } catch (RuntimeException broken) {
            log.error("REGISTER {} failed", request.callId(), broken);
            responder.respond(SipAnswer.of(500));
          }
        });
  }

  private void answer(SipRequest request, SipResponder responder) {
    Outcome outcome = registrar.register(request);
    switch (outcome) {
      case Outcome.Refused refused -> responder.respond(refused.answer());
      case Outcome.Changed changed -> {
        clients.changed(changed.aor(), changed.bindings());
        responder.respond(changed.answer());
        if (!changed.bindings().isEmpty()) {
          arrived.add(changed.aor());
          wake(changed.aor());
        }
      }
    }
  }

  /**
   * Takes over what other nodes registered, and pushes what was deferred for who came: the node
   * that took the REGISTER may have woken it before this one knew where to push it to. Blocks.
   */
  public void refresh() {
    arrived.addAll(clients.refresh());
    arrived.forEach(this::wake);
  }

  private void wake(String aor) {
    users
        .identityOf(aor)
        .filter(identity -> !users.isNotToBeDisturbed(identity))
        .ifPresent(
            identity -> {
              var shards = new HashSet<>(store.wake(identity, clock.instant()));
              if (!shards.isEmpty()) {
                work.woken(shards);
              }
            });
    arrived.remove(aor);
  }
}
