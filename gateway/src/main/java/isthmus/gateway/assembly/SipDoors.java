package isthmus.gateway.assembly;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.SipRequestHandler;
import isthmus.cpm.sip.SipResponder;
import isthmus.gateway.flow.PagerDoor;
import isthmus.gateway.route.Ways;
import isthmus.gateway.users.RegisterDoor;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which door a SIP request goes to, and on which thread. */
final class SipDoors implements SipRequestHandler {
  private static final Logger log = LoggerFactory.getLogger(SipDoors.class);

  private final Ways ways;
  private final RegisterDoor registrations;
  private final Reception reception;
  private final Duration retryAfter;

  /**
   * Doors.
   *
   * @param registrations the registrar of the embedded core, or what the core around us tells
   * @param reception on which thread a MESSAGE is taken
   * @param retryAfter when a sender may try again of whom too much waits
   */
  SipDoors(Ways ways, RegisterDoor registrations, Reception reception, Duration retryAfter) {
    this.ways = requireNonNull(ways);
    this.registrations = requireNonNull(registrations);
    this.reception = requireNonNull(reception);
    this.retryAfter = requireNonNull(retryAfter);
  }

  @Override
  public void onRequest(SipRequest request, SipResponder responder) {
    switch (request.method()) {
      case "MESSAGE" -> {
        if (!reception.take(request, () -> message(request, responder))) {
          responder.respond(SipAnswer.retryAfter(retryAfter));
        }
      }
      case "REGISTER" -> registrations.register(request, responder);
      default -> responder.respond(SipAnswer.of(405));
    }
  }

  private void message(SipRequest request, SipResponder responder) {
    try {
      ways.cpmIn(new PagerDoor.Arrival(request, responder));
    } catch (RuntimeException broken) {
      log.error("MESSAGE {} failed", request.callId(), broken);
      responder.respond(SipAnswer.of(500));
    }
  }
}
