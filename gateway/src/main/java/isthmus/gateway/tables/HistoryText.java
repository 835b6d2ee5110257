package isthmus.gateway.tables;

import isthmus.gateway.store.PostgresRoutingTables.Activated;
import isthmus.gateway.store.PostgresRoutingTables.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Versions and activations for people, the latest first. */
final class HistoryText {
  private HistoryText() {}

  static String of(RoutingTables.History history) {
    StringBuilder text = new StringBuilder("versions:\n");
    for (Version version : history.versions().reversed()) {
      boolean rules =
          history.active().isPresent() && history.active().getAsLong() == version.version();
      text.append(
          "%s %4d  imported %s by %s from %s%s%n"
              .formatted(
                  rules ? "*" : " ",
                  version.version(),
                  told(version.importedAt()),
                  version.who(),
                  version.name(),
                  version.comment().isEmpty() ? "" : ": " + version.comment()));
    }
    text.append("activations:\n");
    for (Activated activation : history.activations().reversed()) {
      text.append(
          "  %4d  activated %s by %s%n"
              .formatted(activation.version(), told(activation.at()), activation.who()));
    }
    history
        .trouble()
        .ifPresent(
            why ->
                text.append("not usable on this node, where an earlier one decides:\n")
                    .append(why)
                    .append('\n'));
    return text.toString();
  }

  private static Instant told(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }
}
