package isthmus.sms.smpp;

/**
 * Where one session of a link is. Transitions:
 *
 * <pre>
 * WAITING    --due-->            CONNECTING
 * CONNECTING --connected-->      BINDING
 * CONNECTING --failed-->         WAITING     (back-off)
 * BINDING    --accepted-->       BOUND
 * BINDING    --refused-->        WAITING     (long back-off for a refusal of the bind itself)
 * BINDING    --lost-->           WAITING     (back-off)
 * BOUND      --lost-->           WAITING     (back-off)
 * BOUND      --stop-->           UNBINDING   (drain, unbind, unbind_resp)
 * UNBINDING  --lost-->           CLOSED
 * any other  --stop-->           CLOSED
 * </pre>
 */
public enum BindState {
  /** Not connected, waiting for the next attempt. */
  WAITING,
  /** Opening TCP, and TLS where configured. */
  CONNECTING,
  /** Waiting for the response to the bind. */
  BINDING,
  /** In use (SMPP 3.4 §2.2: BOUND_TX, BOUND_RX or BOUND_TRX). */
  BOUND,
  /** Stopping: waiting for unanswered requests and unbind_resp. */
  UNBINDING,
  /** Stopped for good. */
  CLOSED
}
