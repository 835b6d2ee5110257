package isthmus.gateway.whatif;

import java.util.List;
import java.util.Locale;

/** A what-if as lines for a shell. */
final class ReportText {
  private ReportText() {}

  static String of(WhatIf.Report report) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s against %s: %s, %d of %d messages%n"
            .formatted(
                report.of(),
                report.against(),
                report.state().name().toLowerCase(Locale.ROOT),
                report.done(),
                report.total()));
    report.error().ifPresent(error -> text.append("  ").append(error).append('\n'));
    text.append("%10d the same way%n".formatted(report.same()));
    moves(text, report.moves());
    if (report.unreadable() > 0) {
      text.append(
          "%10d of which this release cannot read the record%n".formatted(report.unreadable()));
    }
    text.append(
        "%s against what happened: %d the same way%n"
            .formatted(report.against(), report.recorded().same()));
    moves(text, report.recorded().moves());
    beside(text, "messages from services", report.inbound());
    beside(text, "messages with failed attempts", report.failures());
    report.notes().forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }

  private static void beside(StringBuilder text, String what, Tally.Beside counted) {
    if (counted.done() == 0) {
      return;
    }
    text.append(
        "%d %s: %d with the same outcome%s%n"
            .formatted(
                counted.done(),
                what,
                counted.same(),
                counted.unknown() == 0
                    ? ""
                    : ", %d of which the record does not say enough".formatted(counted.unknown())));
    moves(text, counted.moves());
  }

  private static void moves(StringBuilder text, List<Moves.Moved> moves) {
    for (Moves.Moved move : moves) {
      text.append("%10d %s -> %s%n".formatted(move.count(), move.from(), move.to()));
      for (Moves.Example example : move.examples()) {
        text.append(
            "           %s  %s%s%s%n"
                .formatted(
                    example.message(),
                    example.kind(),
                    example.size().isPresent()
                        ? " of " + example.size().getAsLong() + " octets"
                        : "",
                    example.why().isEmpty() ? "" : ": " + example.why()));
      }
    }
  }
}
