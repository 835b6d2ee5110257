package isthmus.gateway.whatif;

import isthmus.isf.policy.Condition;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a replay cannot know, in sentences for operators; only what counts for the run at hand. */
final class Limits {
  private Limits() {}

  static List<String> of(WhatIf.Job job, Tally.Beside inbound, Tally.Beside failures) {
    List<String> notes = new ArrayList<>();
    if (inbound.done() > 0) {
      notes.add(
          "Messages that were refused when they came from a service are not kept: only those that"
              + " entered CPM are asked about, with the content that entered.");
      Set<String> rows = new TreeSet<>();
      rows.addAll(countingCharacters(job.tried().rules()));
      rows.addAll(countingCharacters(job.compared().rules()));
      if (!rows.isEmpty()) {
        notes.add(
            "How many characters such a message has is not kept: rows at stage inbound that ask for"
                + " it were taken for not fitting ("
                + String.join(", ", rows)
                + ").");
      }
    }
    if (failures.done() > 0) {
      notes.add(
          "A service that was given up is taken for having failed for good, and pauses are not"
              + " compared.");
    }
    if (failures.unknown() > 0) {
      notes.add(
          "How another service would have answered is not known: %d messages were followed as far as"
                  .formatted(failures.unknown())
              + " both did what happened.");
    }
    return List.copyOf(notes);
  }

  private static List<String> countingCharacters(RuleSet rules) {
    return rules.policy().map(PolicyTable::rows).orElse(List.of()).stream()
        .filter(row -> row.stage() == Stage.INBOUND)
        .filter(
            row -> row.conditions().stream().anyMatch(Condition.CharactersWithin.class::isInstance))
        .map(PolicyRow::id)
        .toList();
  }
}
