package isthmus.isf.policy;

import java.util.Map;
import java.util.Optional;

/** Carries out changes of addresses with the maps of a rule set. Safe for any thread. */
public final class AddressRewriting {
  private final RuleSet rules;

  /** Changes with the maps of a rule set. */
  public AddressRewriting(RuleSet rules) {
    this.rules = rules;
  }

  /**
   * The address after a change.
   *
   * @return a number with its plus sign, the digits of a local number, or a URI; empty when the
   *     change leaves the address as it is
   */
  public Optional<String> apply(AddressChange change, Party party) {
    return switch (change) {
      case AddressChange.Fixed(String address) -> Optional.of(AddressPattern.bare(address));
      case AddressChange.ReplacePrefix(String digits, String by) ->
          party
              .number()
              .filter(number -> number.startsWith(digits))
              .map(number -> by + number.substring(digits.length()));
      case AddressChange.Mapped(String map) ->
          mapped(rules.map(map).orElseThrow().entries(), party).map(AddressPattern::bare);
    };
  }

  /** By the number with and without its scheme, else by the URI. */
  private static Optional<String> mapped(Map<String, String> entries, Party party) {
    return party
        .number()
        .flatMap(
            number ->
                Optional.ofNullable(entries.get(number))
                    .or(() -> Optional.ofNullable(entries.get("tel:" + number))))
        .or(() -> Optional.ofNullable(entries.get(party.uri())));
  }
}
