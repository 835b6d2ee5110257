package isthmus.cpm.delivery;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.ServiceIdentifier;

/** Which way a delivery goes. */
public sealed interface DeliveryTarget {
  /** What stands for CPM where services are named. */
  String CPM = "cpm";

  /** The name of the service; {@link #CPM} inside CPM. */
  default String serviceName() {
    return switch (this) {
      case ToClients _, ToCore _ -> CPM;
      case ToService(ServiceIdentifier to, String _, String _) -> to.service();
    };
  }

  /**
   * To the registered CPM clients of a user that we serve.
   *
   * @param user the user
   */
  record ToClients(Address user) implements DeliveryTarget {
    /** Checks the component. */
    public ToClients {
      requireNonNull(user);
    }
  }

  /**
   * To the SIP/IP core, which knows the user.
   *
   * @param user the user
   */
  record ToCore(Address user) implements DeliveryTarget {
    /** Checks the component. */
    public ToCore {
      requireNonNull(user);
    }
  }

  /**
   * To a Non-CPM Communication Service.
   *
   * @param service the service, with its instance when it must go back the way it came
   * @param from the originator's address in the service's form
   * @param to the recipient's address in the service's form
   */
  record ToService(ServiceIdentifier service, String from, String to) implements DeliveryTarget {
    /** Checks the components. */
    public ToService {
      requireNonNull(service);
      requireNonNull(from);
      requireNonNull(to);
    }
  }
}
