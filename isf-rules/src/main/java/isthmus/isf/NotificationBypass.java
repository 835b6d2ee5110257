package isthmus.isf;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.interworking.AddressCheck;
import isthmus.isf.Selection.Choice;
import isthmus.isf.Selection.Rejected;
import isthmus.isf.Selection.Selected;
import isthmus.isf.policy.RuleSet;
import java.util.List;
import java.util.Optional;

/**
 * Takes disposition notifications past policy and tables (CPM SD §5.3.1.2): straight to the service
 * of the identifier, or rejected; never a second attempt (NOTE 2).
 */
final class NotificationBypass {
  private final AddressValidity addresses;

  NotificationBypass(AddressValidity addresses) {
    this.addresses = addresses;
  }

  Selection select(RuleSet rules, SelectionRequest request) {
    if (request.identifier().isEmpty()) {
      return rejected(
          request,
          RejectionReason.NO_SERVICE_IDENTIFIER,
          "a disposition notification without a service identifier cannot be interworked");
    }
    ServiceIdentifier named = request.identifier().get();
    String service = named.service();
    if (!request.installed().contains(service)) {
      boolean known = rules.tables().stream().anyMatch(table -> table.column(service).isPresent());
      return known
          ? rejected(
              request, RejectionReason.NOT_INSTALLED, "no function is installed for " + service)
          : rejected(request, RejectionReason.UNKNOWN_SERVICE, "no service is known as " + service);
    }
    if (request.attempt() > 1 || !request.failed().isEmpty()) {
      return rejected(
          request,
          RejectionReason.NO_FEASIBLE_SERVICE,
          "disposition notifications are not attempted again");
    }
    if (!request.originatorServices().contains(service)) {
      return rejected(
          request,
          RejectionReason.NO_ORIGINATOR_ADDRESS,
          "the originator has no address in " + service);
    }
    return switch (addresses.check(service, request.recipient())) {
      case AddressCheck.NotValid(String reason) ->
          rejected(request, RejectionReason.ADDRESS_NOT_VALID, service + ": " + reason);
      case AddressCheck.Valid(String address) ->
          new Selected(
              new Choice(named, address, Optional.empty()),
              List.of(),
              Treatment.NONE,
              Explanation.bypassed(request, new Explanation.Chosen(service)));
    };
  }

  private static Rejected rejected(SelectionRequest request, RejectionReason reason, String text) {
    return new Rejected(
        reason,
        text,
        Optional.empty(),
        Explanation.bypassed(request, new Explanation.Refused(reason, text)));
  }
}
