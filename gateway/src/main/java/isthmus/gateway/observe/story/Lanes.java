package isthmus.gateway.observe.story;

import isthmus.cpm.address.Address;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Origin;
import java.util.Locale;

/** Names of lanes and protocols, and the words for states. */
final class Lanes {
  static final String SIP = "SIP";
  static final String IMDN = "IMDN";
  static final String DECISION = "Decision";
  static final String ISF = "ISF";
  static final String STORE = "Store";

  private Lanes() {}

  static String user(Address address) {
    return "user:" + address.identity().value();
  }

  static String peer(String name) {
    return "peer:" + name;
  }

  static String protocolOf(Origin origin) {
    return switch (origin) {
      case Origin.FromCpm _ -> SIP;
      case Origin.FromService from -> protocolOf(from.service().service());
    };
  }

  static String protocolOf(DeliveryTarget target) {
    return switch (target) {
      case DeliveryTarget.ToClients _, DeliveryTarget.ToCore _ -> SIP;
      case DeliveryTarget.ToService to -> protocolOf(to.service().service());
    };
  }

  /** The protocol of a service's own network, its name for one that we do not know. */
  static String protocolOf(String service) {
    return switch (service) {
      case "sms" -> "SMPP";
      case "mms" -> "MM7";
      case "email" -> "SMTP";
      default -> service.toUpperCase(Locale.ROOT);
    };
  }

  /** True for the final states that are not as wished. */
  static boolean failed(DeliveryState state) {
    return switch (state) {
      case FAILED, EXPIRED, CANCELLED -> true;
      case QUEUED, SUBMITTED, DEFERRED, DELIVERED, NO_MORE_NEWS -> false;
    };
  }

  /** A constant as words. */
  static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
