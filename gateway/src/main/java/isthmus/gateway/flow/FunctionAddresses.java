package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.isf.AddressValidity;
import isthmus.isf.Recipient;
import java.util.Optional;
import java.util.function.Function;

/** Checks addresses for a selection: the function of each service says what it can reach. */
final class FunctionAddresses implements AddressValidity {
  private static final AddressValidity.AddressCheck NOT_INSTALLED =
      new AddressValidity.AddressCheck.Invalid("no function is installed");

  private final Functions functions;
  private final AddressParser parser;

  FunctionAddresses(Functions functions, AddressParser parser) {
    this.functions = requireNonNull(functions);
    this.parser = requireNonNull(parser);
  }

  @Override
  public AddressValidity.AddressCheck check(String service, Recipient recipient) {
    return functions
        .of(service)
        .map(function -> recipientIn(function, recipient))
        .orElse(NOT_INSTALLED);
  }

  @Override
  public AddressValidity.AddressCheck checkOriginator(String service, String address) {
    return functions
        .of(service)
        .map(function -> read(address, function::originatorAddressOf))
        .orElse(NOT_INSTALLED);
  }

  private AddressValidity.AddressCheck recipientIn(
      InterworkingFunction function, Recipient recipient) {
    Optional<String> uri =
        recipient
            .in(function.service())
            .or(() -> recipient.phone().map(phone -> "tel:" + phone))
            .or(() -> recipient.mail().map(mail -> "mailto:" + mail))
            .or(recipient::sip);
    return uri.map(text -> read(text, function::addressOf))
        .orElseGet(
            () ->
                new AddressValidity.AddressCheck.Invalid(
                    "the recipient has no address outside CPM"));
  }

  private AddressValidity.AddressCheck read(
      String text, Function<Address, isthmus.cpm.interworking.AddressCheck> check) {
    try {
      return switch (check.apply(parser.parse(text))) {
        case isthmus.cpm.interworking.AddressCheck.Valid(String address) ->
            new AddressValidity.AddressCheck.Valid(address);
        case isthmus.cpm.interworking.AddressCheck.NotValid(String reason) ->
            new AddressValidity.AddressCheck.Invalid(reason);
      };
    } catch (AddressException wrong) {
      return new AddressValidity.AddressCheck.Invalid("the address is not readable");
    }
  }
}
