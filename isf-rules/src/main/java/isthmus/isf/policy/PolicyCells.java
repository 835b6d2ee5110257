package isthmus.isf.policy;

import isthmus.cpm.failure.FailureCode;
import isthmus.isf.policy.Condition.Sense;
import isthmus.isf.policy.Condition.Side;
import isthmus.isf.table.CellRefusedException;
import isthmus.isf.table.PlainText;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.Unit;
import isthmus.isf.table.Words;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes conditions and actions of the cells of the policy sheet. Everything that is not of the
 * grammar is refused; there is nothing in it that could hold an expression. Pure functions.
 */
public final class PolicyCells {
  /** Stands for no service and no class. */
  public static final String NONE = "none";

  private static final String NOT = "not ";
  private static final Pattern SERVICE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,31}");
  private static final Pattern REJECT = Pattern.compile("([0-9]{3})(?:\\s+(.*))?");
  private static final int MOST_PAUSES = 20;

  private PolicyCells() {}

  /**
   * The condition of a cell that is not blank.
   *
   * @param heading one of {@link PolicyHeading.Part#CONDITION}
   * @param zone that of times which name none
   */
  public static Condition condition(PolicyHeading heading, String cell, ZoneId zone)
      throws CellRefusedException {
    boolean not = cell.toLowerCase(Locale.ROOT).startsWith(NOT);
    Sense sense = not ? Sense.IS_NOT : Sense.IS;
    String text = not ? cell.substring(NOT.length()).strip() : cell;
    return switch (heading) {
      case KIND -> new Condition.KindIs(kinds(cell));
      case FROM -> new Condition.AddressIs(Side.FROM, sense, addresses(text));
      case TO -> new Condition.AddressIs(Side.TO, sense, addresses(text));
      case FROM_CLASS -> new Condition.ClassIs(Side.FROM, sense, classes(text));
      case TO_CLASS -> new Condition.ClassIs(Side.TO, sense, classes(text));
      case SERVICE ->
          new Condition.ServiceIs(
              sense,
              text.equalsIgnoreCase(NONE)
                  ? Set.of()
                  : new LinkedHashSet<>(services(text, "services, or none; not in front")));
      case CONTENT ->
          new Condition.ContentHas(sense, ChangeGrammar.patterns(text, ChangeGrammar.PATTERNS));
      case SIZE -> new Condition.SizeWithin(RangeGrammar.read(cell, Unit.OCTETS));
      case CHARACTERS -> new Condition.CharactersWithin(RangeGrammar.read(cell, Unit.CHARACTERS));
      case WHEN -> new Condition.TimeWithin(sense, TimesGrammar.read(text, zone));
      case FAILURE -> new Condition.FailureIs(sense, failures(text));
      case FAILED_SERVICE ->
          new Condition.FailedServiceIs(
              sense, new LinkedHashSet<>(services(text, "services; not in front")));
      case ATTEMPTS -> new Condition.AttemptsWithin(RangeGrammar.read(cell, Unit.COUNT));
      case ID,
          COMMENT,
          STAGE,
          FORCE,
          FORBID,
          PREFER,
          TABLE,
          REJECT,
          REWRITE_FROM,
          REWRITE_TO,
          VALIDITY,
          RETRY,
          CHANGE_CONTENT,
          PASS ->
          throw new IllegalArgumentException("no condition: " + heading);
    };
  }

  /**
   * The action of a cell that is not blank.
   *
   * @param heading one of {@link PolicyHeading.Part#ACTION} but {@link PolicyHeading#PASS}
   */
  public static Action action(PolicyHeading heading, String cell) throws CellRefusedException {
    return switch (heading) {
      case FORCE -> new Action.Force(service(cell, "one service"));
      case FORBID -> new Action.Forbid(new LinkedHashSet<>(services(cell, "services")));
      case PREFER -> new Action.Prefer(services(cell, "services, the best first"));
      case TABLE -> new Action.UseTable(AddressGrammar.id(cell, "table"));
      case REJECT -> reject(cell);
      case REWRITE_FROM -> new Action.Rewrite(Side.FROM, ChangeGrammar.address(cell));
      case REWRITE_TO -> new Action.Rewrite(Side.TO, ChangeGrammar.address(cell));
      case VALIDITY -> new Action.Validity(DurationGrammar.read(cell));
      case RETRY -> new Action.Retry(pauses(cell));
      case CHANGE_CONTENT -> new Action.Content(ChangeGrammar.content(cell));
      case ID,
          COMMENT,
          STAGE,
          KIND,
          FROM,
          TO,
          FROM_CLASS,
          TO_CLASS,
          SERVICE,
          CONTENT,
          SIZE,
          CHARACTERS,
          WHEN,
          FAILURE,
          FAILED_SERVICE,
          ATTEMPTS,
          PASS ->
          throw new IllegalArgumentException("no action: " + heading);
    };
  }

  private static Set<RequestKind> kinds(String cell) throws CellRefusedException {
    List<String> words = Arrays.stream(RequestKind.values()).map(RequestKind::words).toList();
    Set<RequestKind> kinds = new LinkedHashSet<>();
    for (String part : AddressGrammar.parts(cell, ",", String.join(", ", words))) {
      kinds.add(
          Arrays.stream(RequestKind.values())
              .filter(kind -> plain(part).equals(kind.words()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new CellRefusedException(
                          "no such kind of request" + Words.hint(part, words),
                          String.join(", ", words))));
    }
    return kinds;
  }

  private static String plain(String part) {
    return part.toLowerCase(Locale.ROOT).replaceAll("[ -]+", " ");
  }

  private static List<AddressPattern> addresses(String text) throws CellRefusedException {
    List<AddressPattern> patterns = new ArrayList<>();
    for (String part : AddressGrammar.parts(text, ",", AddressGrammar.PATTERN)) {
      patterns.add(AddressGrammar.alternative(part));
    }
    return patterns;
  }

  private static Set<String> classes(String text) throws CellRefusedException {
    if (text.equalsIgnoreCase(NONE)) {
      return Set.of();
    }
    String allowed = "names of classes, or none; not in front";
    Set<String> classes = new LinkedHashSet<>();
    for (String part : AddressGrammar.parts(text, ",", allowed)) {
      if (!part.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,47}")) {
        throw new CellRefusedException("not the name of a class", allowed);
      }
      classes.add(part.toLowerCase(Locale.ROOT));
    }
    return classes;
  }

  private static List<String> services(String text, String allowed) throws CellRefusedException {
    List<String> services = new ArrayList<>();
    for (String part : AddressGrammar.parts(text, ",", allowed)) {
      String service = service(part, allowed);
      if (services.contains(service)) {
        throw new CellRefusedException(service + " stands here twice", allowed);
      }
      services.add(service);
    }
    return services;
  }

  private static String service(String text, String allowed) throws CellRefusedException {
    String slug = Words.slug(text);
    if (!SERVICE.matcher(text).matches() || slug.isEmpty() || slug.length() > 32) {
      throw new CellRefusedException("not the name of a service", allowed);
    }
    return slug;
  }

  private static Set<String> failures(String text) throws CellRefusedException {
    List<String> words = failureWords();
    Set<String> codes = new LinkedHashSet<>();
    for (String part : AddressGrammar.parts(text, ",", String.join(", ", words))) {
      String word = plain(part).replace(' ', '-');
      if (!words.contains(word)) {
        throw new CellRefusedException(
            "no such failure" + Words.hint(word, words), String.join(", ", words));
      }
      codes.add(word);
    }
    return codes;
  }

  /** The codes of failure as words: {@code bad-recipient}. */
  public static List<String> failureWords() {
    return Arrays.stream(FailureCode.values()).map(PolicyCells::word).toList();
  }

  /** The words that a change of the content begins with. */
  public static List<String> contentChanges() {
    return ChangeGrammar.verbs();
  }

  /** A code of failure as a word. */
  public static String word(FailureCode code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Action reject(String cell) throws CellRefusedException {
    Matcher matcher = REJECT.matcher(cell);
    String allowed = "a SIP status from 400 to 699 and a text: 403 Not from this network";
    if (!matcher.matches()) {
      throw new CellRefusedException("not a status and a text", allowed);
    }
    int status = Integer.parseInt(matcher.group(1));
    if (status < 400 || status > 699) {
      throw new CellRefusedException("not the status of a refusal", allowed);
    }
    String text = matcher.group(2) == null ? "" : matcher.group(2).strip();
    if (PlainText.wrongName(text).isPresent()) {
      throw new CellRefusedException("not a text for people", "one line of at most 80 characters");
    }
    return new Action.Reject(status, text);
  }

  private static List<Duration> pauses(String cell) throws CellRefusedException {
    if (cell.equalsIgnoreCase(NONE)) {
      return List.of();
    }
    String allowed = "pauses such as 30 s, 2 min, 10 min, at most " + MOST_PAUSES + "; or none";
    List<Duration> pauses = new ArrayList<>();
    for (String part : AddressGrammar.parts(cell, ",", allowed)) {
      pauses.add(DurationGrammar.read(part));
    }
    if (pauses.size() > MOST_PAUSES) {
      throw new CellRefusedException("too many pauses", allowed);
    }
    return pauses;
  }
}
