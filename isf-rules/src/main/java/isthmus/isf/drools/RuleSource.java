package isthmus.isf.drools;

import isthmus.isf.policy.Condition;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.Range;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.Cell;
import isthmus.isf.table.Fact;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.TableRow;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.drools.template.ObjectDataCompiler;

/**
 * Generates rules, one for each row of the routing tables and of the policy table. Nothing that an
 * operator wrote gets into them: tables, rows, columns and conditions are numbers, stages and kinds
 * are constants, entries are {@code yes}, {@code no}, {@code empty} or a whole number, and
 * conditions come from the fixed lists below.
 */
final class RuleSource {
  private static final String ROUTING =
      """
      template header
      table
      row
      condition
      entries

      package isthmus.isf.generated.routing;
      import isthmus.isf.drools.TableQuestion;

      template "rows"
      rule "table @{table} row @{row}"
      when
        $question : TableQuestion( @{condition} )
      then
        $question.row(@{row});
      @{entries}
      end
      end template
      """;

  private static final String POLICY =
      """
      template header
      row
      condition

      package isthmus.isf.generated.policy;
      import isthmus.isf.drools.PolicyQuestion;
      import isthmus.isf.policy.Stage;
      import isthmus.isf.table.RequestKind;

      template "rows"
      rule "row @{row}"
      when
        $question : PolicyQuestion( row == @{row}, @{condition} )
      then
        $question.fits();
      end
      end template
      """;

  private RuleSource() {}

  /** The rules of all routing tables. */
  static String routing(RuleSet rules) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int number = 0; number < rules.tables().size(); number++) {
      RoutingTable table = rules.tables().get(number);
      for (int rank = 0; rank < table.rows().size(); rank++) {
        TableRow row = table.rows().get(rank);
        rows.add(
            Map.of(
                "table",
                Integer.toString(number),
                "row",
                Integer.toString(rank),
                "condition",
                "table == " + number + condition(rank, row.criterion().fact()),
                "entries",
                entries(row.cells())));
      }
    }
    return compiled(rows, ROUTING);
  }

  /**
   * The rules of the policy table.
   *
   * @param conditions the numbers of conditions that are not numbers or kinds
   */
  static String policy(PolicyTable table, PolicyConditions conditions) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int number = 0; number < table.rows().size(); number++) {
      rows.add(
          Map.of(
              "row",
              Integer.toString(number),
              "condition",
              condition(table.rows().get(number), conditions)));
    }
    return compiled(rows, POLICY);
  }

  /** A line of a template with an empty value is left out, so values are never empty. */
  private static String compiled(List<Map<String, Object>> rows, String template) {
    return new ObjectDataCompiler()
        .compile(rows, new ByteArrayInputStream(template.getBytes(StandardCharsets.UTF_8)));
  }

  private static String condition(PolicyRow row, PolicyConditions conditions) {
    StringBuilder all = new StringBuilder("stage == Stage." + row.stage().name());
    for (Condition condition : row.conditions()) {
      all.append(" && ")
          .append(
              switch (condition) {
                case Condition.KindIs(Set<RequestKind> kinds) -> kind(kinds);
                case Condition.SizeWithin(Range octets) -> within("octets", octets);
                case Condition.CharactersWithin(Range characters) ->
                    within("characters", characters);
                case Condition.AttemptsWithin(Range attempts) -> within("tries", attempts);
                case Condition.AddressIs _,
                    Condition.ServiceIs _,
                    Condition.ContentHas _,
                    Condition.TimeWithin _,
                    Condition.FailureIs _,
                    Condition.FailedServiceIs _,
                    Condition.ClassIs _ ->
                    "condition(" + conditions.number(condition) + ")";
              });
    }
    return all.toString();
  }

  private static String kind(Set<RequestKind> kinds) {
    return kinds.stream()
        .sorted()
        .map(kind -> "kind == RequestKind." + kind.name())
        .collect(Collectors.joining(" || ", "(", ")"));
  }

  /** What is not known is -1, below every range. */
  private static String within(String property, Range range) {
    return range.most() == Long.MAX_VALUE
        ? property + " >= " + range.least() + "L"
        : property + " >= " + range.least() + "L && " + property + " <= " + range.most() + "L";
  }

  private static String entries(List<Cell> cells) {
    StringBuilder calls = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String call =
          switch (cells.get(column)) {
            case Cell.YesNo(boolean yes) -> (yes ? "yes(" : "no(") + column + ")";
            case Cell.Limit limit -> "limit(" + column + ", " + limit.value() + "L)";
            case Cell.Empty() -> "empty(" + column + ")";
          };
      calls.append("  $question.").append(call).append(";\n");
    }
    return calls.toString();
  }

  private static String condition(int rank, Fact fact) {
    return switch (fact) {
      case SIZE -> ", sized";
      case CHARACTERS -> ", charactersKnown";
      case SEGMENTS -> ", segmentsKnown";
      case DURATION -> ", durationKnown";
      case VIDEO_STREAM -> ", videoStream";
      case AUDIO_STREAM -> ", audioStream";
      case BIDIRECTIONAL_VOICE -> ", bidirectionalVoice";
      case MESSAGE_STREAM -> ", messageStream";
      case VIDEO_CLIP -> ", videoClip";
      case AUDIO_CLIP -> ", audioClip";
      case PICTURE -> ", picture";
      case TEXT -> ", text";
      case LOCATION -> ", location";
      case OTHER_FILE -> ", otherFile";
      case MEDIA -> ", media(" + rank + ")";
      case MESSAGE -> ", message";
      case FILE_TRANSFER -> ", fileTransfer";
      case SESSION -> ", session";
      case ADDED_STREAM -> ", addedStream";
      case GROUP -> ", group";
      case RECIPIENTS, PROVIDER_ALLOWS, PROVIDER_PREFERS, USER_ACCEPTS, ALWAYS -> "";
    };
  }
}
