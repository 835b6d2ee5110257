package isthmus.isf.policy;

import static java.util.Objects.requireNonNull;

/** One alternative of a condition on an address. */
public sealed interface AddressPattern {

  /** Numbers that begin with these digits: {@code +49*}. */
  record Prefix(String digits) implements AddressPattern {
    /** Checks the digits. */
    public Prefix {
      requireNonNull(digits);
    }
  }

  /** Numbers of the same length from one to another, both included: {@code +4915000..+4915999}. */
  record NumberRange(String first, String last) implements AddressPattern {
    /** Checks the bounds. */
    public NumberRange {
      if (first.length() != last.length() || first.compareTo(last) > 0) {
        throw new IllegalArgumentException("not a range of numbers: " + first + " to " + last);
      }
    }
  }

  /**
   * Addresses in a domain: {@code @example.org}; with its sub-domains {@code @*.example.org}.
   *
   * @param name lower case, without the asterisk
   */
  record Domain(String name, Scope scope) implements AddressPattern {
    /** Checks the components. */
    public Domain {
      requireNonNull(name);
      requireNonNull(scope);
    }
  }

  /** Which names a domain stands for. */
  enum Scope {
    ITSELF,
    AND_BELOW
  }

  /** One address: a number with or without {@code tel:}, a {@code sip:} or {@code mailto:} URI. */
  record Exactly(String address) implements AddressPattern {
    /** Checks the address. */
    public Exactly {
      requireNonNull(address);
    }
  }

  /** Everything that a list of the same workbook holds: {@code list blocked}. */
  record InList(String list) implements AddressPattern {
    /** Checks the id. */
    public InList {
      requireNonNull(list);
    }
  }

  /**
   * Whether a party's address is meant. Domains and URIs are compared without regard to case.
   *
   * @throws IllegalStateException for {@link InList}, which means nothing without its list
   */
  default boolean fits(Party party) {
    return switch (this) {
      case Prefix(String digits) ->
          party.number().filter(number -> number.startsWith(digits)).isPresent();
      case NumberRange(String first, String last) ->
          party
              .number()
              .filter(
                  number ->
                      number.length() == first.length()
                          && first.compareTo(number) <= 0
                          && last.compareTo(number) >= 0)
              .isPresent();
      case Domain(String name, Scope scope) ->
          party
              .domain()
              .filter(
                  domain ->
                      domain.equals(name)
                          || (scope == Scope.AND_BELOW && domain.endsWith('.' + name)))
              .isPresent();
      case Exactly(String address) -> {
        String plain = bare(address);
        yield party.number().filter(plain::equals).isPresent()
            || (!party.uri().isEmpty() && party.uri().equalsIgnoreCase(address));
      }
      case InList(String list) -> throw new IllegalStateException("a list of its own: " + list);
    };
  }

  /** A number without its scheme; any other address as it is. */
  static String bare(String address) {
    return address.startsWith("tel:") ? address.substring("tel:".length()) : address;
  }
}
