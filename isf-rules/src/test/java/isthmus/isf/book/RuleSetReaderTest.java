package isthmus.isf.book;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.policy.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  static Workbook workbook() {
    return new Workbook(
        List.of(
            Books.sheet("Routing", ROUTING),
            Books.sheet("Night", NIGHT),
            Books.sheet("Policy", POLICY),
            Books.sheet("Blocked", BLOCKED),
            Books.sheet("Short numbers", SHORT)));
  }

  @Test
  void cpmIsAServiceThatFailsAndThatIsForbiddenAfterAFailure() {
    String policy =
        """
        Type:,policy
        Rule,Stage,Failed service,Forbid,Prefer
        Out,failure,"cpm, sms",cpm,mms
        """;
    assertThat(
            Books.problems(
                new Workbook(
                    List.of(Books.sheet("Routing", ROUTING), Books.sheet("Policy", policy)))))
        .isEmpty();
    String elsewhere =
        """
        Type:,policy
        Rule,Stage,Failed service,Forbid,Prefer,Force
        One,selection,,cpm,,
        Two,failure,cpm,,cpm,
        Three,failure,cpm,,,cpm
        """;
    assertThat(
            Books.problems(
                new Workbook(
                    List.of(Books.sheet("Routing", ROUTING), Books.sheet("Policy", elsewhere)))))
        .extracting(problem -> problem.problem().place())
        .containsExactly("D3", "E4", "F5");
  }

  @Test
  void aWholeWorkbookIsRead() {
    RuleSetReading.Good good = Books.good(workbook());
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
    RuleSet rules = Books.good(workbook()).rules();
    Workbook written = RuleSetWorkbook.of(rules);
    assertThat(Books.good(written).rules()).isEqualTo(rules);
    assertThat(WorkbookJson.read(WorkbookJson.write(written))).isEqualTo(written);
    assertThat(new WorkbookReader(SheetLimits.WORKBOOK).read("x", WorkbookXlsx.write(written)))
        .isEqualTo(new WorkbookReading.Good(written));
  }

  @Test
  void theExamplesThatComeWithTheProgramAreARuleSet() throws IOException {
    Path conf = Path.of("../gateway/src/dist/conf");
    List<Worksheet> sheets = new ArrayList<>();
    for (String file :
        List.of(
            "routing.csv",
            "examples/policy.csv",
            "examples/blocked-senders.csv",
            "examples/short-numbers.csv")) {
      sheets.addAll(Books.read(file, Files.readAllBytes(conf.resolve(file))).sheets());
    }
    assertThat(sheets)
        .extracting(Worksheet::name)
        .containsExactly("Default routing", "Example policy", "Blocked senders", "Short numbers");
    assertThat(Books.good(new Workbook(sheets)).rules().policy().orElseThrow().rows()).hasSize(9);
  }
}
