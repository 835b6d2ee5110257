package isthmus.isf;

import isthmus.cpm.interworking.AddressCheck;
import isthmus.isf.policy.AddressChange;
import isthmus.isf.policy.AddressRewriting;
import isthmus.isf.policy.Condition.Side;
import isthmus.isf.policy.Party;
import java.util.Optional;

/**
 * The addresses of a request after the policy table had its say (CPM SD §5.3.1.2: "fixed address
 * mappings").
 *
 * @param recipient the recipient's addresses, rewritten or not
 * @param to the row that rewrote the recipient's address
 * @param from the originator's address where a row rewrote it, with that row
 */
record RoutingAddresses(
    RecipientAddresses recipient, Optional<String> to, Optional<Directives.By<String>> from) {

  static RoutingAddresses of(
      SelectionRequest request, Directives directives, AddressRewriting rewriting) {
    if (directives.matches().isEmpty()) {
      return new RoutingAddresses(request.recipient(), Optional.empty(), Optional.empty());
    }
    Optional<Directives.By<String>> from =
        directives
            .rewrite(Side.FROM)
            .flatMap(
                by ->
                    rewriting
                        .apply(by.wanted(), request.circumstances().from())
                        .map(address -> new Directives.By<>(address, by.row())));
    return directives
        .rewrite(Side.TO)
        .flatMap(
            by ->
                rewriting
                    .apply(by.wanted(), party(request.recipient()))
                    .map(
                        address ->
                            new RoutingAddresses(
                                rewritten(request.recipient(), by.wanted(), address),
                                Optional.of(by.row()),
                                from)))
        .orElseGet(() -> new RoutingAddresses(request.recipient(), Optional.empty(), from));
  }

  /**
   * The recipient at another address. Who is sent somewhere else has no addresses of his own left;
   * a number that is only written in another way leaves those that the preferences name.
   */
  private static RecipientAddresses rewritten(
      RecipientAddresses before, AddressChange change, String address) {
    if (change instanceof AddressChange.ReplacePrefix) {
      return new RecipientAddresses(
          Optional.of(address), before.mail(), before.sip(), before.byService());
    }
    if (address.startsWith("mailto:")) {
      return RecipientAddresses.ofMail(address.substring("mailto:".length()));
    }
    return address.startsWith("sip:") || address.startsWith("sips:")
        ? new RecipientAddresses(Optional.empty(), Optional.empty(), Optional.of(address))
        : RecipientAddresses.ofPhone(address);
  }

  private static Party party(RecipientAddresses recipient) {
    String uri =
        recipient
            .phone()
            .map(phone -> "tel:" + phone)
            .or(() -> recipient.mail().map(mail -> "mailto:" + mail))
            .or(recipient::sip)
            .orElse("");
    return new Party(uri, recipient.phone(), Optional.empty(), Optional.empty());
  }

  /** What keeps a service from reaching the recipient. */
  Optional<RuledOut> unreachable(AddressCheck check) {
    return switch (check) {
      case AddressCheck.Valid _ -> Optional.empty();
      case AddressCheck.NotValid(String reason) ->
          Optional.of(
              to.<RuledOut>map(row -> new RuledOut.RewrittenAddressNotValid(row, reason))
                  .orElseGet(() -> new RuledOut.AddressNotValid(reason)));
    };
  }
}
