package isthmus.isf.policy;

import static java.util.Objects.requireNonNull;

/** What a row does with an address. */
public sealed interface AddressChange {

  /** Puts another address in its place: {@code +4930123456}. */
  record Fixed(String address) implements AddressChange {
    /** Checks the address. */
    public Fixed {
      requireNonNull(address);
    }
  }

  /** Puts other digits in place of the first ones: {@code replace +49 by 0}. */
  record ReplacePrefix(String digits, String by) implements AddressChange {
    /** Checks the components. */
    public ReplacePrefix {
      requireNonNull(digits);
      requireNonNull(by);
    }
  }

  /** Looks it up in a map; an address that is not in it stays: {@code map short-codes}. */
  record Mapped(String map) implements AddressChange {
    /** Checks the id. */
    public Mapped {
      requireNonNull(map);
    }
  }

  /** The change in the words of a cell: {@code replace +49 by 0}. */
  default String words() {
    return switch (this) {
      case Fixed(String address) -> address;
      case ReplacePrefix(String digits, String by) -> "replace " + digits + " by " + by;
      case Mapped(String map) -> "map " + map;
    };
  }
}
