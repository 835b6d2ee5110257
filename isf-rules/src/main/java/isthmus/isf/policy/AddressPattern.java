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
}
