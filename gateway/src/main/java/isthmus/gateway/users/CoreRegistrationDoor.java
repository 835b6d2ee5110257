package isthmus.gateway.users;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.Identity;
import isthmus.cpm.registration.RegistrationEvent;
import isthmus.cpm.registration.ThirdPartyRegister;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.SipResponder;
import isthmus.cpm.sip.SipSyntaxException;
import isthmus.cpm.sip.TrustedPeers;
import isthmus.cpm.store.MessageStore;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.gateway.flow.ShardWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the third-party REGISTER by which an IMS core tells of its users (3GPP TS 24.229
 * §5.7.1.1), and wakes what was deferred for a user that is there again (CPM SD §5.2.5.2). Only
 * trusted peers are believed.
 */
public final class CoreRegistrationDoor implements RegisterDoor {
  private static final Logger log = LoggerFactory.getLogger(CoreRegistrationDoor.class);

  private final TrustedPeers trusted;
  private final AddressParser addresses;
  private final CoreUsers users;
  private final MessageStore store;
  private final ShardWork work;
  private final InstantSource clock;
  private final Executor blocking;
  private final Duration retryAfter;

  /** A door for these peers. */
  public CoreRegistrationDoor(
      TrustedPeers trusted,
      AddressParser addresses,
      CoreUsers users,
      MessageStore store,
      ShardWork work,
      InstantSource clock,
      Executor blocking,
      Duration retryAfter) {
    this.trusted = requireNonNull(trusted);
    this.addresses = requireNonNull(addresses);
    this.users = requireNonNull(users);
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
            responder.respond(answer(request));
          } catch (StoreUnavailableException away) {
            log.warn("REGISTER {} not served: {}", request.callId(), away.getMessage());
            responder.respond(SipAnswer.retryAfter(retryAfter));
          } catch (RuntimeException broken) {
            log.error("REGISTER {} failed", request.callId(), broken);
            responder.respond(SipAnswer.of(500));
          }
        });
  }

  private SipAnswer answer(SipRequest request) {
    if (!trusted.trusts(request)) {
      return SipAnswer.of(403, "Not a trusted peer")
          .warning(399, "this peer is not in sip.trusted");
    }
    try {
      RegistrationEvent event = ThirdPartyRegister.read(request);
      Identity user = addresses.parseUri(event.user()).identity();
      if (event.isRegistered()) {
        users.seen(user);
        wake(user);
      } else {
        users.gone(user);
      }
      return SipAnswer.of(200).with("Expires", String.valueOf(event.expires().toSeconds()));
    } catch (SipSyntaxException | AddressException wrong) {
      return SipAnswer.of(400, "Bad Request: " + wrong.getMessage());
    }
  }

  private void wake(Identity user) {
    var shards = new HashSet<>(store.wake(user, clock.instant()));
    if (!shards.isEmpty()) {
      work.woken(shards);
    }
  }
}
