package isthmus.isf;

import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.Cell;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.PlainReading;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.TableRow;
import isthmus.isf.table.UserAnswers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks compiled rules a spread of requests before they become active, and compares the answers with
 * the plain reading of the same rule set. It also warms the new rules, so that no message pays for
 * it.
 */
final class RulesTrial {
  private static final int MAX_THRESHOLDS = 40;
  private static final List<RequestFacts> CONTENTS =
      List.of(
          message().withMediaTypes("text/plain"),
          message().withMediaTypes("text/plain", "image/jpeg"),
          message().withMediaTypes("audio/amr").withDuration(30),
          message().withMediaTypes("video/3gpp").withDuration(600).withRecipients(20),
          message().withMediaTypes("application/pidf+xml"),
          message().withMediaTypes("text/vcard", "application/pdf"),
          RequestFacts.of(RequestKind.FILE_TRANSFER).withMediaTypes("image/png"),
          RequestFacts.of(RequestKind.SESSION).withStreams(MediaStream.BIDIRECTIONAL_VOICE),
          RequestFacts.of(RequestKind.SESSION).withStreams(MediaStream.AUDIO, MediaStream.VIDEO),
          RequestFacts.of(RequestKind.SESSION)
              .withStreams(MediaStream.MESSAGE)
              .withMediaTypes("text/plain"));

  private RulesTrial() {}

  static void run(RuleSet rules, CompiledRules compiled) throws RulesRefusedException {
    for (RoutingTable table : rules.tables()) {
      run(table, compiled);
    }
    new PolicyTrial(rules, compiled).run();
  }

  private static void run(RoutingTable table, CompiledRules compiled) throws RulesRefusedException {
    String service = table.columns().getFirst().service();
    List<UserAnswers> users =
        List.of(
            UserAnswers.NONE,
            new UserAnswers(Map.of(), Map.of(service, true), Map.of(service, false)),
            new UserAnswers(Map.of(), Map.of(service, false), Map.of(service, true)));
    for (long size : thresholds(table)) {
      for (RequestFacts content : CONTENTS) {
        RequestFacts request = content.withOctets(size).withText(size, size);
        for (UserAnswers user : users) {
          if (!compiled
              .evaluate(table, request, user)
              .equals(PlainReading.evaluate(table, request, user))) {
            throw new RulesRefusedException(
                "the compiled rules do not say what the table says, for " + request);
          }
        }
      }
    }
  }

  /** Every limit of the table, and the value above it. */
  private static Set<Long> thresholds(RoutingTable table) {
    Set<Long> values = new TreeSet<>(Set.of(0L, 1L, 160L));
    for (TableRow row : table.rows()) {
      for (Cell cell : row.cells()) {
        if (cell instanceof Cell.Limit limit && values.size() < MAX_THRESHOLDS) {
          values.add(limit.value());
          values.add(limit.value() + 1);
        }
      }
    }
    return values;
  }

  private static RequestFacts message() {
    return RequestFacts.of(RequestKind.STANDALONE_MESSAGE);
  }
}
