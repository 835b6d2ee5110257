package isthmus.gateway.rules;

import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.JsonBody;
import isthmus.isf.table.PlainText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Texts of one line in requests: names and comments that people read. */
final class OneLine {
  private static final int MOST_CHARACTERS = 1_000;

  private OneLine() {}

  /** A member's text without blanks around it; empty when there is none. */
  static String of(JsonBody body, String name) throws HttpProblem {
    return optional(body, name).orElse("");
  }

  static String required(JsonBody body, String name) throws HttpProblem {
    return optional(body, name).orElseThrow(() -> JsonBody.missing(name));
  }

  static Optional<String> optional(JsonBody body, String name) throws HttpProblem {
    Optional<String> text = body.text(name).map(String::strip).filter(given -> !given.isEmpty());
    if (text.isPresent()) {
      check(name, text.get());
    }
    return text;
  }

  static void check(String name, String text) throws HttpProblem {
    if (text.length() > MOST_CHARACTERS || text.chars().anyMatch(Character::isISOControl)) {
      throw HttpProblem.badRequest(
          name, name + " must be one line of at most " + MOST_CHARACTERS + " characters");
    }
    refuse(name, PlainText.unfit(text));
  }

  /** A name by which people know something: two that look the same are the same. */
  static void checkName(String name, String text) throws HttpProblem {
    check(name, text);
    refuse(name, PlainText.invisible(text));
  }

  private static void refuse(String name, Optional<String> wrong) throws HttpProblem {
    if (wrong.isPresent()) {
      throw HttpProblem.badRequest(name, name + ": " + wrong.get());
    }
  }

  /** An instant with its offset from UTC, as in ISO 8601. */
  static Optional<Instant> instant(JsonBody body, String name) throws HttpProblem {
    Optional<String> text = optional(body, name);
    try {
      return text.map(at -> OffsetDateTime.parse(at).toInstant());
    } catch (DateTimeException wrong) {
      throw HttpProblem.badRequest(
          name, name + " must be a time such as 2026-11-30T22:00:00Z or 2026-11-30T22:00:00+01:00");
    }
  }
}
