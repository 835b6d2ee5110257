package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.interworking.AddressCheck;
import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.isf.AddressValidity;
import isthmus.isf.RecipientAddresses;
import java.util.Optional;
import java.util.function.Function;

/** Checks addresses for a selection: the function of each service says what it can reach. */
final class FunctionAddresses implements AddressValidity {
  private static final AddressCheck NOT_INSTALLED =
      new AddressCheck.NotValid("no function is installed");

  private final Functions functions;
  private final AddressParser parser;

  FunctionAddresses(Functions functions, AddressParser parser) {
    this.functions = requireNonNull(functions);
    this.parser = requireNonNull(parser);
  }

  @Override
  public AddressCheck check(String service, RecipientAddresses recipient) {
    return functions
        .of(service)
        .map(function -> recipientIn(function, recipient))
        .orElse(NOT_INSTALLED);
  }

  @Override
  public AddressCheck checkOriginator(String service, String address) {
    return functions
        .of(service)
        .map(function -> read(address, function::originatorAddressOf))
        .orElse(NOT_INSTALLED);
  }

  private AddressCheck recipientIn(InterworkingFunction function, RecipientAddresses recipient) {
    Optional<String> uri =
        recipient
            .in(function.service())
            .or(() -> recipient.phone().map(phone -> "tel:" + phone))
            .or(() -> recipient.mail().map(mail -> "mailto:" + mail))
            .or(recipient::sip);
    return uri.map(text -> read(text, function::addressOf))
        .orElseGet(() -> new AddressCheck.NotValid("the recipient has no address outside CPM"));
  }

  private AddressCheck read(String text, Function<Address, AddressCheck> check) {
    try {
      return check.apply(parser.parse(text));
    } catch (AddressException wrong) {
      return new AddressCheck.NotValid("the address is not readable");
    }
  }
}
