package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.AddressCheck;
import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.isf.AddressValidity;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.Recipient;
import isthmus.isf.RejectionReason;
import isthmus.isf.Selection;
import isthmus.isf.SelectionRequest;
import isthmus.isf.table.RequestKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks the Interworking Selection Function in the words of the pipeline (CPM SD §5.3.1.2). Takes
 * microseconds, never blocks.
 */
public final class Selector implements Outcomes.Reselection {
  private final InterworkingSelection selection;
  private final SelectionRequests requests;

  /** A selector over the installed functions. */
  public Selector(InterworkingSelection selection, Functions functions) {
    this.selection = requireNonNull(selection);
    this.requests = new SelectionRequests(functions);
  }

  /** How the selection checks recipients' addresses: it asks the function of each service. */
  public static AddressValidity addressValidity(Functions functions, AddressParser parser) {
    return new AddressValidity() {
      @Override
      public AddressValidity.AddressCheck check(String service, Recipient recipient) {
        return functions
            .of(service)
            .map(function -> recipientIn(function, recipient, parser))
            .orElse(NOT_INSTALLED);
      }

      @Override
      public AddressValidity.AddressCheck checkOriginator(String service, String address) {
        return functions
            .of(service)
            .map(function -> read(address, parser, function::originatorAddressOf))
            .orElse(NOT_INSTALLED);
      }
    };
  }

  private static final AddressValidity.AddressCheck NOT_INSTALLED =
      new AddressValidity.AddressCheck.Invalid("no function is installed");

  private static AddressValidity.AddressCheck recipientIn(
      InterworkingFunction function, Recipient recipient, AddressParser parser) {
    Optional<String> uri =
        recipient
            .in(function.service())
            .or(() -> recipient.phone().map(phone -> "tel:" + phone))
            .or(() -> recipient.mail().map(mail -> "mailto:" + mail))
            .or(recipient::sip);
    if (uri.isEmpty()) {
      return new AddressValidity.AddressCheck.Invalid("the recipient has no address outside CPM");
    }
    return read(uri.get(), parser, function::addressOf);
  }

  private static AddressValidity.AddressCheck read(
      String text, AddressParser parser, Function<Address, AddressCheck> check) {
    try {
      return switch (check.apply(parser.parse(text))) {
        case AddressCheck.Valid(String address) -> new AddressValidity.AddressCheck.Valid(address);
        case AddressCheck.NotValid(String reason) ->
            new AddressValidity.AddressCheck.Invalid(reason);
      };
    } catch (AddressException wrong) {
      return new AddressValidity.AddressCheck.Invalid("the address is not readable");
    }
  }

  /** Selects a service for a message that leaves CPM. */
  public Selected first(StandaloneMessage message, Address recipient) {
    return select(message, recipient, Map.of(), 1);
  }

  @Override
  public Selected next(Delivery delivery, List<String> tried) {
    Map<String, String> failed = new HashMap<>();
    for (String service : tried) {
      failed.put(service, "refused for good");
    }
    StandaloneMessage message = delivery.message().message();
    return select(message, message.recipient(), failed, tried.size() + 1);
  }

  private Selected select(
      StandaloneMessage message, Address recipient, Map<String, String> failed, int attempt) {
    Map<String, String> from = requests.originatorAddresses(message.originator());
    SelectionRequest request =
        requests
            .first(
                requests.facts(RequestKind.STANDALONE_MESSAGE, message.content()),
                message.service(),
                recipient,
                from.keySet())
            .reattempt(failed, attempt);
    Selection result = selection.select(request);
    String why = result.explanation().toJson();
    return switch (result) {
      case Selection.Selected selected -> {
        ServiceIdentifier service = selected.chosen().service();
        String address =
            selected.chosen().from().orElseGet(() -> from.getOrDefault(service.service(), ""));
        yield new Selected.Service(
            new DeliveryTarget.ToService(service, address, selected.chosen().address()), why);
      }
      case Selection.Rejected rejected ->
          new Selected.None(Failure.of(codeOf(rejected.reason()), rejected.text()), why);
    };
  }

  private static FailureCode codeOf(RejectionReason reason) {
    return switch (reason) {
      case NO_FEASIBLE_SERVICE, NOT_INSTALLED -> FailureCode.NO_SERVICE;
      case NO_ORIGINATOR_ADDRESS -> FailureCode.BAD_ORIGINATOR;
      case POLICY -> FailureCode.REJECTED;
      case NO_SERVICE_IDENTIFIER -> FailureCode.MALFORMED;
      case UNKNOWN_SERVICE, ADDRESS_NOT_VALID -> FailureCode.BAD_RECIPIENT;
    };
  }
}
