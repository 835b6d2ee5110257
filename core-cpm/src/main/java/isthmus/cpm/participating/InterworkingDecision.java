package isthmus.cpm.participating;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.preferences.UserPreferences;
import isthmus.cpm.preferences.UserPreferences.Handling;

/**
 * The interworking decision (CPM SD §5.3.1.1): deliver inside CPM, defer, interwork or reject.
 * Pure; every answer says why.
 */
public final class InterworkingDecision {
  private final InterworkingPolicy policy;

  /** A decision under the service provider's policy. */
  public InterworkingDecision(InterworkingPolicy policy) {
    this.policy = requireNonNull(policy);
  }

  /**
   * Decides for a message that has just come. Preferences of the recipient come first (CPM SD
   * §5.2.2.1.3 NOTE 3: they win over "do not disturb").
   */
  public Decision first(Recipient recipient) {
    Address address = recipient.address();
    return switch (recipient.standing()) {
      case REGISTERED, NOT_REGISTERED -> served(recipient);
      case CORE_MAY_KNOW -> behindCore(recipient);
      case STRANGER -> byPolicy(InterworkingReason.NON_CPM_PRINCIPAL, address, "", 404);
      case NOT_ROUTABLE -> byPolicy(InterworkingReason.NOT_ROUTABLE, address, "", 416);
    };
  }

  /**
   * A user behind the core may have preferences here. Who registers there is not known here, so
   * that deferring is left to the core and the clients.
   */
  private static Decision behindCore(Recipient recipient) {
    return switch (recipient.preferences().handling()) {
      case REJECT -> refusedByPreferences();
      case INTERWORK -> interworkedByPreferences(recipient);
      case DELIVER, DEFER ->
          new Decision.DeliverInCpm(
              new DeliveryTarget.ToCore(recipient.address()), "the core may know the recipient");
    };
  }

  private static Decision refusedByPreferences() {
    return new Decision.Reject(
        Failure.of(FailureCode.REJECTED, "the recipient refuses the message"),
        "the recipient's preferences refuse it");
  }

  private static Decision interworkedByPreferences(Recipient recipient) {
    return new Decision.Interwork(
        InterworkingReason.USER_PREFERENCES,
        recipient.preferences().interworkTo().orElse(recipient.address()),
        because(InterworkingReason.USER_PREFERENCES, ""));
  }

  private Decision served(Recipient recipient) {
    UserPreferences preferences = recipient.preferences();
    Address address = recipient.address();
    Handling handling = preferences.handling();
    return switch (handling) {
      case REJECT -> refusedByPreferences();
      case INTERWORK -> interworkedByPreferences(recipient);
      case DEFER -> new Decision.Defer(address, "the recipient's preferences defer it");
      case DELIVER -> {
        if (preferences.doNotDisturb()) {
          yield new Decision.Defer(address, "the recipient is not to be disturbed");
        }
        yield recipient.standing() == Recipient.Standing.REGISTERED
            ? new Decision.DeliverInCpm(
                new DeliveryTarget.ToClients(address), "a client of the recipient is registered")
            : nobodyRegistered(recipient);
      }
    };
  }

  /** Decides when no suitable client of a user that we serve is registered (CPM SD §5.3.1.1.1). */
  public Decision nobodyRegistered(Recipient recipient) {
    return byPolicy(InterworkingReason.NOT_REGISTERED, recipient.address(), "", 480);
  }

  /**
   * Decides after the core refused a message that we sent it (CPM SD §5.3.1.1.4 to §5.3.1.1.6).
   *
   * @param status the final status that it answered
   */
  public Decision afterCoreRefused(Address recipient, int status) {
    String detail = "the core answered " + status;
    return isRefusalByUser(status)
        ? refusedByUser(detail)
        : byPolicy(reasonOf(status), recipient, detail, status);
  }

  /**
   * Whether a final status says that the recipient does not want it, by whatever way it comes (RFC
   * 3261 §21.6.2, RFC 8197, RFC 8688).
   */
  public static boolean isRefusalByUser(int status) {
    return status == 603 || status == 607 || status == 608;
  }

  /** The same for a final status of a client, whose 403 is its user's. */
  public static boolean isRefusalByClient(int status) {
    return isRefusalByUser(status) || status == 403;
  }

  private static Decision refusedByUser(String detail) {
    return new Decision.Reject(
        Failure.of(FailureCode.REJECTED, "the recipient refused the message"), detail);
  }

  /** Which of the three reasons a final status of the core stands for. */
  static InterworkingReason reasonOf(int status) {
    return switch (status) {
      // RFC 3261: the target understands SIP but not this method, media type, feature or content.
      case 405, 406, 415, 420, 421, 488, 489, 501, 606 -> InterworkingReason.MISSING_CPM_SUPPORT;
      // No way to, or no life in, the target network; 416 is an address it cannot route.
      case 408, 416, 500, 502, 503, 504, 513 -> InterworkingReason.MISSING_SIP_CORE;
      default -> InterworkingReason.NON_CPM_PRINCIPAL;
    };
  }

  /**
   * Decides after every client that the message was sent to failed (CPM SD §5.3.1.1.3).
   *
   * @param status the best final status that a client gave
   */
  public Decision afterClientsFailed(Recipient recipient, int status) {
    String detail = "the clients answered " + status;
    if (isRefusalByClient(status)) {
      return refusedByUser(detail);
    }
    return byPolicy(InterworkingReason.NON_DELIVERY, recipient.address(), detail, status);
  }

  private Decision byPolicy(
      InterworkingReason reason, Address recipient, String detail, int status) {
    String because = because(reason, detail);
    return switch (policy.choice(reason)) {
      case INTERWORK -> new Decision.Interwork(reason, recipient, because);
      case DEFER -> new Decision.Defer(recipient, because);
      case REJECT ->
          new Decision.Reject(
              new Failure(codeOf(status), reason.text(), because + "; policy rejects"), because);
    };
  }

  private static String because(InterworkingReason reason, String detail) {
    return reason.text() + (detail.isEmpty() ? "" : " (" + detail + ")") + ", §" + reason.section();
  }

  private static FailureCode codeOf(int status) {
    return switch (status) {
      case 404, 416 -> FailureCode.BAD_RECIPIENT;
      case 408 -> FailureCode.NO_ANSWER;
      case 413, 513 -> FailureCode.TOO_LARGE;
      case 415, 488, 606 -> FailureCode.CONTENT_REFUSED;
      case 500, 502, 504 -> FailureCode.PEER_ERROR;
      case 503 -> FailureCode.CONGESTED;
      case 403 -> FailureCode.NOT_AUTHORISED;
      case 603 -> FailureCode.REJECTED;
      default -> FailureCode.UNAVAILABLE;
    };
  }
}
