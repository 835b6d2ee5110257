package isthmus.isf.drools;

import isthmus.isf.table.Cell;
import isthmus.isf.table.Fact;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.TableRow;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.drools.template.ObjectDataCompiler;

/**
 * Generates the rules of a table, one for each row. Nothing that an operator wrote gets into them:
 * rows and columns are numbers, entries are {@code yes}, {@code no}, {@code empty} or a whole
 * number, and conditions come from the fixed list below.
 */
final class RuleSource {
  private static final String TEMPLATE =
      """
      template header
      row
      condition
      entries

      package isthmus.isf.generated;
      import isthmus.isf.drools.RuleRequest;
      import isthmus.isf.drools.RuleVerdict;

      template "rows"
      rule "row @{row}"
      when
        RuleRequest( @{condition} )
        $verdict : RuleVerdict()
      then
        $verdict.row(@{row});
      @{entries}
      end
      end template
      """;

  private RuleSource() {}

  static String of(RoutingTable table) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int rank = 0; rank < table.rows().size(); rank++) {
      TableRow row = table.rows().get(rank);
      rows.add(
          Map.of(
              "row",
              Integer.toString(rank),
              "condition",
              condition(rank, row.criterion().fact()),
              "entries",
              entries(row.cells())));
    }
    byte[] template = TEMPLATE.getBytes(StandardCharsets.UTF_8);
    return new ObjectDataCompiler().compile(rows, new ByteArrayInputStream(template));
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
      calls.append("  $verdict.").append(call).append(";\n");
    }
    return calls.toString();
  }

  private static String condition(int rank, Fact fact) {
    return switch (fact) {
      case SIZE -> "sized";
      case CHARACTERS -> "charactersKnown";
      case SEGMENTS -> "segmentsKnown";
      case DURATION -> "durationKnown";
      case VIDEO_STREAM -> "videoStream";
      case AUDIO_STREAM -> "audioStream";
      case BIDIRECTIONAL_VOICE -> "bidirectionalVoice";
      case VIDEO_CLIP -> "videoClip";
      case AUDIO_CLIP -> "audioClip";
      case PICTURE -> "picture";
      case TEXT -> "text";
      case LOCATION -> "location";
      case OTHER_FILE -> "otherFile";
      case MEDIA -> "media(" + rank + ")";
      case MESSAGE -> "message";
      case FILE_TRANSFER -> "fileTransfer";
      case SESSION -> "session";
      case ADDED_STREAM -> "addedStream";
      case GROUP -> "group";
      case RECIPIENTS, PROVIDER_ALLOWS, PROVIDER_PREFERS, USER_ACCEPTS, ALWAYS -> "";
    };
  }
}
