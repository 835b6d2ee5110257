package isthmus.isf.drools;

import isthmus.isf.policy.Condition;
import isthmus.isf.policy.Condition.Sense;
import isthmus.isf.policy.Condition.Side;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Says which rows of one stage can fit a request, so that only their rules are asked. Rows are
 * bits. Conditions on addresses, of which there may be many thousands, are found by the address;
 * each other condition is looked at once, if a row that wants it is still in question. A row that
 * can fit need not; one that is left out does not. Immutable, safe for any thread.
 */
final class PolicyIndex {
  private static final int WORD = Long.SIZE;

  private final int[] rows;
  private final Addresses from;
  private final Addresses to;
  private final List<Wanting> others = new ArrayList<>();

  /** The rows that have a condition. */
  private static final class Wanting {
    private final int condition;
    private final long[] rows;

    Wanting(int condition, long[] rows) {
      this.condition = condition;
      this.rows = rows;
    }
  }

  /**
   * An index of the rows of a stage.
   *
   * @param rows all rows of the policy table
   */
  PolicyIndex(Stage stage, List<PolicyRow> rows, PolicyConditions conditions) {
    List<Integer> numbers = new ArrayList<>();
    List<PolicyRow> here = new ArrayList<>();
    for (int number = 0; number < rows.size(); number++) {
      if (rows.get(number).stage() == stage) {
        numbers.add(number);
        here.add(rows.get(number));
      }
    }
    this.rows = numbers.stream().mapToInt(Integer::intValue).toArray();
    this.from = new Addresses(Side.FROM, here, conditions);
    this.to = new Addresses(Side.TO, here, conditions);
    here.stream()
        .flatMap(row -> row.conditions().stream())
        .filter(condition -> !(condition instanceof Condition.AddressIs))
        .distinct()
        .forEach(
            condition ->
                others.add(
                    new Wanting(
                        conditions.number(condition),
                        bits(here, row -> row.conditions().contains(condition)))));
  }

  boolean isEmpty() {
    return rows.length == 0;
  }

  /** The rows that can fit, as bits by their places in this stage. */
  long[] candidates(PolicyQuestion question) {
    long[] all = new long[words(rows.length)];
    Arrays.fill(all, -1L);
    if (rows.length % WORD != 0) {
      all[all.length - 1] = (1L << rows.length % WORD) - 1;
    }
    from.keep(all, question);
    to.keep(all, question);
    for (Wanting wanting : others) {
      if (intersect(all, wanting.rows) && !question.condition(wanting.condition)) {
        without(all, wanting.rows);
      }
    }
    return all;
  }

  /** The number in the policy table of the row at a place in this stage. */
  int row(int place) {
    return rows[place];
  }

  private static int words(int bits) {
    return (bits + WORD - 1) / WORD;
  }

  private static long[] bits(List<PolicyRow> rows, Predicate<PolicyRow> in) {
    long[] bits = new long[words(rows.size())];
    for (int place = 0; place < rows.size(); place++) {
      if (in.test(rows.get(place))) {
        bits[place / WORD] |= 1L << place % WORD;
      }
    }
    return bits;
  }

  private static boolean intersect(long[] some, long[] others) {
    for (int i = 0; i < some.length; i++) {
      if ((some[i] & others[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  private static void without(long[] all, long[] some) {
    for (int i = 0; i < all.length; i++) {
      all[i] &= ~some[i];
    }
  }

  /** Rows by what they want of the address on one side. */
  private static final class Addresses {
    private final Side side;
    private final boolean asked;

    /** Rows that fit an address that is in no group: those that ask nothing or only refuse. */
    private final long[] unmatched;

    private final Map<Integer, long[]> wanting = new HashMap<>();
    private final Map<Integer, long[]> refusing = new HashMap<>();

    Addresses(Side side, List<PolicyRow> rows, PolicyConditions conditions) {
      this.side = side;
      this.unmatched = bits(rows, row -> on(side, row).stream().allMatch(Addresses::refuses));
      List<Condition.AddressIs> all = rows.stream().flatMap(row -> on(side, row).stream()).toList();
      this.asked = !all.isEmpty();
      for (Condition.AddressIs condition : all) {
        (refuses(condition) ? refusing : wanting)
            .merge(
                conditions.group(side, condition.patterns()),
                bits(rows, row -> row.conditions().contains(condition)),
                Addresses::both);
      }
    }

    private static List<Condition.AddressIs> on(Side side, PolicyRow row) {
      return row.conditions().stream()
          .filter(Condition.AddressIs.class::isInstance)
          .map(Condition.AddressIs.class::cast)
          .filter(condition -> condition.side() == side)
          .toList();
    }

    private static boolean refuses(Condition.AddressIs condition) {
      return condition.sense() == Sense.IS_NOT;
    }

    private static long[] both(long[] some, long[] others) {
      long[] all = some.clone();
      for (int i = 0; i < all.length; i++) {
        all[i] |= others[i];
      }
      return all;
    }

    void keep(long[] all, PolicyQuestion question) {
      if (!asked) {
        return;
      }
      Matched groups =
          switch (side) {
            case FROM -> question.from();
            case TO -> question.to();
          };
      long[] fitting = unmatched.clone();
      for (int i = 0; i < groups.size(); i++) {
        long[] refuse = refusing.get(groups.group(i));
        if (refuse != null) {
          without(fitting, refuse);
        }
      }
      for (int i = 0; i < groups.size(); i++) {
        long[] want = wanting.get(groups.group(i));
        if (want != null) {
          fitting = both(fitting, want);
        }
      }
      for (int i = 0; i < all.length; i++) {
        all[i] &= fitting[i];
      }
    }
  }
}
