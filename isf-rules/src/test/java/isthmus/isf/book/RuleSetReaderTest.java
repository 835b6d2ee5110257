package isthmus.isf.book;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSetReaderTest {
  static final String ROUTING =
      """
      ,SMS,MMS,PS Voice
      Text ok,Yes,Yes,No
      Picture ok,No,Yes,
      """;
  static final String NIGHT =
      """
      Name:,"At night, cheap"
      ,SMS
      Text ok,Yes
      """;
  static final String POLICY =
      """
      Type:,policy
      Zone:,Europe/Berlin
      Rule,Id,Stage,Kind,From,To,From class,Service,Content,Size,Characters,When,Failure,Failed service,Attempts,Forbid,Table,Reject,Rewrite to,Validity,Retry,Change content,Pass,Comment
      Blocked senders,,decision,,"list blocked, @spam.example",,,,,,,,,,,,,403 Not from here,,,,,,
      Short codes,,decision,,,"110, 112",,,,,,,,,,,,,map short numbers,,,,,
      At night,,,message,,not +49*,"prepaid, gold",none,text,< 1 kB,..160,"Mon-Fri 22:00-06:00; Sat, Sun",,,,,Night,,,2 h,,,,cheap
      Pictures,,,,,,,"mms, PS Voice","picture, video/*",100 kB..1 MB,,,,,,sms,,,,,,strip video/*,,
      Congestion,keep-trying,failure,,,,,,,,,,"congested, link-down",sms,< 3,,,,,,"30 s, 2 min, 1 h 30 min",,,
      From abroad,,inbound,,not +49*,,,,,,,,,,,,,,,,,truncate 160,,
      Let pass,,inbound,,,,,,,,,,,,,,,,,,,,Yes,
      """;
  static final String BLOCKED =
      """
      Type:,list
      Address,Comment
      +4915000..+4915999,range
      +1 900*,
      @*.example.org,
      sip:Bob@EXAMPLE.com,case
      """;
  static final String SHORT =
      """
      Type:,map
      From,To,Comment
      110,+49 30-123456,
      112,mailto:help@Example.org,
      """;

  static Worksheet sheet(String name, String csv) {
    return switch (new WorkbookReader(SheetLimits.WORKBOOK)
        .read("x.csv", csv.getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
      case WorkbookReading.Good(Workbook workbook) ->
          new Worksheet(name, workbook.sheets().getFirst().rows());
      case WorkbookReading.Bad bad -> throw new AssertionError(bad.lines());
    };
  }

  static Workbook workbook() {
    return new Workbook(
        List.of(
            sheet("Routing", ROUTING),
            sheet("Night", NIGHT),
            sheet("Policy", POLICY),
            sheet("Blocked", BLOCKED),
            sheet("Short numbers", SHORT)));
  }

  static RuleSetReading.Good good(Workbook workbook) {
    return switch (new RuleSetReader(Strategy.TOP_DOWN).read(workbook)) {
      case RuleSetReading.Good good -> good;
      case RuleSetReading.Bad(List<SheetProblem> problems) ->
          throw new AssertionError(problems.stream().map(SheetProblem::line).toList().toString());
    };
  }

  @Test
  void aWholeWorkbookIsRead() {
    RuleSetReading.Good good = good(workbook());
    RuleSet rules = good.rules();
    assertThat(rules.tables()).extracting(table -> table.id()).containsExactly("routing", "night");
    assertThat(rules.policy().orElseThrow().rows()).hasSize(7);
    assertThat(good.places().sheet("short-numbers")).contains("Short numbers");
    assertThat(good.places().row("policy", "keep-trying")).isEqualTo(8);
    assertThat(good.places().column("policy", "change content")).isEqualTo(22);
    assertThat(good.places().column("routing", "ps-voice")).isEqualTo(4);
  }

  @Test
  void whatIsWrittenOutIsReadAsTheSameRules() {
    RuleSet rules = good(workbook()).rules();
    Workbook written = RuleSetWorkbook.of(rules);
    assertThat(good(written).rules()).isEqualTo(rules);
    assertThat(WorkbookJson.read(WorkbookJson.write(written))).isEqualTo(written);
    assertThat(new WorkbookReader(SheetLimits.WORKBOOK).read("x", WorkbookXlsx.write(written)))
        .isEqualTo(new WorkbookReading.Good(written));
  }
}
