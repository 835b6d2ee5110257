package isthmus.isf.analysis;

import isthmus.isf.table.Fact;
import isthmus.isf.table.RequestKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** How findings speak of numbers and requests. */
final class Phrases {
  private static final long KILO = 1_000;
  private static final long MEGA = 1_000_000;

  private Phrases() {}

  static String octets(long octets) {
    if (octets >= MEGA && octets % 100_000 == 0) {
      return tenths(octets / 100_000) + " MB";
    }
    if (octets >= KILO && octets % 100 == 0) {
      return tenths(octets / 100) + " kB";
    }
    return octets + " octets";
  }

  private static String tenths(long tenths) {
    return tenths % 10 == 0
        ? String.valueOf(tenths / 10)
        : String.format(Locale.ROOT, "%d.%d", tenths / 10, tenths % 10);
  }

  /** {@code of more than 10 MB}: everything from a step on, when it is not the first one. */
  static String above(Fact fact, long least) {
    long limit = least - 1;
    return switch (fact) {
      case SIZE -> "of more than " + octets(limit);
      case CHARACTERS -> "of more than " + limit + " characters";
      case SEGMENTS -> "of more than " + limit + " segments";
      case DURATION -> "of more than " + limit + " seconds";
      default -> limit == 1 ? "to a group" : "to more than " + limit + " recipients";
    };
  }

  /** {@code sms, mms and email}. */
  static String list(List<String> words, String last) {
    if (words.size() < 2) {
      return String.join("", words);
    }
    return String.join(", ", words.subList(0, words.size() - 1))
        + " "
        + last
        + " "
        + words.getLast();
  }

  /** Things that are there together. */
  static String together(List<Atom> atoms, int subset) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < atoms.size(); i++) {
      if ((subset >>> i & 1) == 1) {
        words.add(atoms.get(i).words());
      }
    }
    return list(words, "with");
  }

  /** {@code text of more than 140 octets in a message}. */
  static String request(Domain domain, int subset, List<Integer> steps) {
    return together(domain.atoms(), subset) + numbers(domain, steps) + " in " + kind(domain.kind());
  }

  /** {@code of more than 10 MB and to more than 20 recipients}, with a blank before, or nothing. */
  static String numbers(Domain domain, List<Integer> steps) {
    StringJoiner words = new StringJoiner(" and ", " ", "").setEmptyValue("");
    for (int number = 0; number < steps.size(); number++) {
      if (steps.get(number) > 0) {
        words.add(above(TableModel.NUMBERS.get(number), domain.step(number, steps.get(number))));
      }
    }
    return words.toString();
  }

  static String kind(RequestKind kind) {
    String words = kind.words();
    return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
  }

  static String quoted(String label) {
    return "\"" + label + "\"";
  }
}
