package isthmus.gateway.rules;

import isthmus.gateway.store.PostgresActivations.Activated;
import isthmus.gateway.store.PostgresDrafts.Draft;
import isthmus.gateway.store.PostgresRuleNodes.Node;
import isthmus.gateway.store.PostgresSchedule.Scheduled;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** State, versions and drafts for people, the latest first. */
final class RuleText {
  private RuleText() {}

  /** What is done next with a version that was made. */
  static String next(long version, boolean approval) {
    return approval
        ? "somebody else has to approve it: `isthmus isf approve %d`".formatted(version)
        : "`isthmus isf activate %d` makes it rule".formatted(version);
  }

  static String state(RuleSets.State state, List<Draft> drafts) {
    StringBuilder text = new StringBuilder();
    state
        .ruling()
        .ifPresentOrElse(
            r ->
                text.append(
                    "version %d rules since %s, by %s%s%n"
                        .formatted(r.version(), told(r.at()), r.who(), after(": ", r.why()))),
            () -> text.append("no version rules\n"));
    state.previous().ifPresent(n -> text.append("a roll-back leads to version %d%n".formatted(n)));
    text.append("approval by somebody else: %s%n".formatted(state.approval() ? "required" : "off"));
    for (Scheduled next : state.scheduled()) {
      text.append(
          "schedule %d: version %d from %s on, by %s%s%n"
              .formatted(
                  next.id(), next.version(), told(next.at()), next.who(), after(": ", next.why())));
    }
    for (Scheduled failed : state.failed()) {
      text.append(
          "schedule %d failed: version %d was to rule from %s on: %s%n"
              .formatted(failed.id(), failed.version(), told(failed.at()), failed.detail()));
    }
    for (Node node : state.nodes()) {
      text.append(
          "node %s: version %s, ready %s, seen %s%s%s%n"
              .formatted(
                  node.node(),
                  node.version().isPresent() ? node.version().getAsLong() : "none",
                  node.prepared().isEmpty() ? "none" : node.prepared(),
                  told(node.seenAt()),
                  node.alive() ? "" : " (silent)",
                  after("\n  not usable there: ", node.trouble())));
    }
    drafts.forEach(draft -> text.append(draft(draft)));
    return text.toString();
  }

  static String drafts(List<Draft> drafts) {
    return drafts.isEmpty()
        ? "no draft is open\n"
        : String.join("", drafts.stream().map(RuleText::draft).toList());
  }

  private static String draft(Draft draft) {
    return "draft %d \"%s\" from version %s, revision %d of %s, by %s%n"
        .formatted(
            draft.id(),
            draft.name(),
            draft.base().isPresent() ? draft.base().getAsLong() : "none",
            draft.revision(),
            told(draft.changedAt()),
            String.join(", ", draft.authors()));
  }

  static String draft(Drafts.Shown shown) {
    StringBuilder text = new StringBuilder(draft(shown.draft()));
    shown
        .grid()
        .sheets()
        .forEach(
            sheet ->
                text.append(
                    "  sheet \"%s\": %d rows, %d columns%n"
                        .formatted(sheet.name(), sheet.rows().size(), sheet.columns().size())));
    text.append(problems(shown.problems(), shown));
    return text.toString();
  }

  private static String problems(List<DraftProblem> problems, Drafts.Shown shown) {
    StringBuilder text = new StringBuilder();
    for (DraftProblem problem : problems) {
      String sheet =
          problem.sheet().flatMap(shown.grid()::sheet).map(found -> found.name() + " ").orElse("");
      text.append(
          "  %s%s: %s%s%n"
              .formatted(
                  sheet, problem.place(), problem.text(), after("; allowed: ", problem.allowed())));
    }
    return text.toString();
  }

  static String history(RuleSets.History history, RuleSets.State state) {
    StringBuilder text = new StringBuilder("versions:\n");
    for (VersionView version : VersionView.all(history).reversed()) {
      boolean rules =
          history.ruling().isPresent() && history.ruling().getAsLong() == version.version();
      text.append(
          "%s %4d  made %s by %s from %s%s%n"
              .formatted(
                  rules ? "*" : " ",
                  version.version(),
                  told(version.madeAt()),
                  String.join(", ", version.authors()),
                  version.name(),
                  after(": ", version.comment())));
      for (VersionView.Approval verdict : version.approvals()) {
        text.append(
            "        %s %s by %s%s%n"
                .formatted(
                    verdict.verdict() == VersionView.Standing.APPROVED ? "approved" : "refused",
                    told(verdict.at()),
                    verdict.who(),
                    after(": ", verdict.comment())));
      }
    }
    text.append("activations:\n");
    for (Activated activation : history.activations().reversed()) {
      text.append(
          "  %4d  activated %s by %s%s%n"
              .formatted(
                  activation.version(),
                  told(activation.at()),
                  activation.who(),
                  after(": ", activation.why())));
    }
    for (Scheduled failure : history.failures().reversed()) {
      text.append(
          "  %4d  not activated %s as scheduled by %s: %s%n"
              .formatted(failure.version(), told(failure.at()), failure.who(), failure.detail()));
    }
    state
        .trouble()
        .ifPresent(
            why ->
                text.append("not usable on this node, where an earlier one decides:\n")
                    .append(why)
                    .append('\n'));
    return text.toString();
  }

  private static String after(String before, String text) {
    return text.isEmpty() ? "" : before + text;
  }

  private static Instant told(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }
}
