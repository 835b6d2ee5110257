package isthmus.isf.policy;

import static java.util.Objects.requireNonNull;

import isthmus.isf.table.RequestKind;
import java.util.List;
import java.util.Set;

/** What a cell asks of a request. A blank cell asks nothing. */
public sealed interface Condition {

  /** Whose address a condition looks at. */
  enum Side {
    FROM,
    TO
  }

  /** Whether what fits or what does not fit is meant: {@code not +49*}. */
  enum Sense {
    IS,
    IS_NOT
  }

  /** {@code message, file transfer}. */
  record KindIs(Set<RequestKind> kinds) implements Condition {
    /** Copies the set. */
    public KindIs {
      kinds = Set.copyOf(kinds);
    }
  }

  /** {@code +49*, @example.org, list partners}; with IS_NOT none of them. */
  record AddressIs(Side side, Sense sense, List<AddressPattern> patterns) implements Condition {
    /** Copies the list. */
    public AddressIs {
      requireNonNull(side);
      requireNonNull(sense);
      patterns = List.copyOf(patterns);
    }
  }

  /** The service identifier, or the service that it came from: {@code sms, mms} or {@code none}. */
  record ServiceIs(Sense sense, Set<String> services) implements Condition {
    /** Copies the set; empty means that there is none. */
    public ServiceIs {
      requireNonNull(sense);
      services = Set.copyOf(services);
    }
  }

  /** {@code picture, application/*}: content words and media type patterns, any of them. */
  record ContentHas(Sense sense, Set<String> patterns) implements Condition {
    /** Copies the set. */
    public ContentHas {
      requireNonNull(sense);
      patterns = Set.copyOf(patterns);
    }
  }

  /** Octets of the content: {@code > 100 kB}. Does not fit where the size is not known. */
  record SizeWithin(Range octets) implements Condition {
    /** Checks the range. */
    public SizeWithin {
      requireNonNull(octets);
    }
  }

  /** Characters of the text: {@code 161..}. Does not fit where there is no text. */
  record CharactersWithin(Range characters) implements Condition {
    /** Checks the range. */
    public CharactersWithin {
      requireNonNull(characters);
    }
  }

  /** {@code Mon-Fri 08:00-17:00}. */
  record TimeWithin(Sense sense, WeekTimes times) implements Condition {
    /** Checks the components. */
    public TimeWithin {
      requireNonNull(sense);
      requireNonNull(times);
    }
  }

  /** Codes of failure in words: {@code congested, link-down}. */
  record FailureIs(Sense sense, Set<String> codes) implements Condition {
    /** Copies the set. */
    public FailureIs {
      requireNonNull(sense);
      codes = Set.copyOf(codes);
    }
  }

  /** The service that failed: {@code sms}. */
  record FailedServiceIs(Sense sense, Set<String> services) implements Condition {
    /** Copies the set. */
    public FailedServiceIs {
      requireNonNull(sense);
      services = Set.copyOf(services);
    }
  }

  /** Attempts made so far: {@code >= 3}. */
  record AttemptsWithin(Range attempts) implements Condition {
    /** Checks the range. */
    public AttemptsWithin {
      requireNonNull(attempts);
    }
  }

  /**
   * The class of the user on one side: {@code prepaid, gold}; with an empty set no class at all.
   */
  record ClassIs(Side side, Sense sense, Set<String> classes) implements Condition {
    /** Copies the set. */
    public ClassIs {
      requireNonNull(side);
      requireNonNull(sense);
      classes = Set.copyOf(classes);
    }
  }
}
