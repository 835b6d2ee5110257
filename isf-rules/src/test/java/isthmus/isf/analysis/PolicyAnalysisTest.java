package isthmus.isf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.AddressValidity.AddressCheck;
import isthmus.isf.Recipient;
import isthmus.isf.SelectionRequest;
import isthmus.isf.SelectionSettings;
import isthmus.isf.book.RuleSetReader;
import isthmus.isf.book.RuleSetReading;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.Worksheet;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.Party;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.Range;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.Strategy;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyAnalysisTest {
  private static final Set<String> INSTALLED = Set.of("sms", "mms");
  private static final Worksheet ROUTING =
      sheet(
          "Routing",
          """
          |MMS|SMS|Fax
          Preferred by service provider|No|Yes|No
          Picture ok|Yes|No|
          Video clip ok|Yes|No|
          Max size (bytes)||1000|
          """);
  private static final Worksheet LIST =
      sheet("Blocked", "Type:|list\nAddress\n+4915*\n@spam.example\n");
  private static final Worksheet MAP = sheet("Codes", "Type:|map\nFrom|To\n123|+4930123\n");
  private static final String HEAD =
      "Type:|policy\n"
          + "Row|Stage|Kind|From|To|Service|Content|Size|Characters|When|Failure|Failed service"
          + "|Attempts|Force|Forbid|Prefer|Table|Reject|Rewrite to|Pass\n";

  private static Worksheet sheet(String name, String text) {
    return new Worksheet(
        name, text.lines().map(line -> Arrays.asList(line.split("\\|", -1))).toList());
  }

  /** Rows as {@code heading=cell; heading=cell}, the first cell being the row's name. */
  private static Worksheet policy(String... rows) {
    List<String> headings = Arrays.asList(HEAD.lines().toList().get(1).split("\\|", -1));
    StringBuilder text = new StringBuilder(HEAD);
    for (String row : rows) {
      String[] cells = new String[headings.size()];
      Arrays.fill(cells, "");
      for (String part : row.split("; ", -1)) {
        int equals = part.indexOf('=');
        cells[equals < 0 ? 0 : headings.indexOf(part.substring(0, equals))] =
            part.substring(equals + 1);
      }
      text.append(String.join("|", cells)).append('\n');
    }
    return sheet("Policy", text.toString());
  }

  private static RuleSetReading.Good read(Worksheet... sheets) {
    return switch (new RuleSetReader(Strategy.TOP_DOWN).read(new Workbook(List.of(sheets)))) {
      case RuleSetReading.Good good -> good;
      case RuleSetReading.Bad bad -> throw new AssertionError(bad.problems());
    };
  }

  private static List<String> lines(FindingCode code, Worksheet... sheets) {
    RuleSetReading.Good good = read(sheets);
    return lines(code, Analysis.of(good.rules(), good.places(), INSTALLED, Traffic.NONE));
  }

  private static List<String> lines(FindingCode code, Analysis analysis) {
    return analysis.findings().stream()
        .filter(finding -> finding.code() == code)
        .map(Finding::line)
        .toList();
  }

  private static List<String> unreachable(String... rows) {
    return lines(FindingCode.POLICY_ROW_UNREACHABLE, ROUTING, LIST, policy(rows));
  }

  @Test
  void aRowBelowOneThatFitsAllItFitsIsNeverReached() {
    assertThat(unreachable("A; To=+49*; Force=sms", "B; To=+4930*; Size=> 1 kB; Force=mms"))
        .containsExactly(
            "warning: Policy row 4: \"B\" is never reached: \"A\" (row 3) above it fits all that it"
                + " fits, and the first row that fits decides");
    assertThat(unreachable("A; To=+4930*; Force=sms", "B; To=+49*; Force=mms")).isEmpty();
    assertThat(unreachable("A; To=+49*; Force=sms", "B; Stage=decision; To=+49*; Force=mms"))
        .isEmpty();
  }

  @Test
  void oneConditionFollowsFromAnother() {
    List<List<String>> follow =
        List.of(
            List.of("To=+49*", "To=+4930000..+4939999"),
            List.of("To=+4930000..+4939999", "To=+4931000..+4931999"),
            List.of("To=+49*, +43*", "To=+4930*, +431"),
            List.of("To=@*.example.org", "To=@mail.example.org"),
            List.of("To=@example.org", "To=mailto:bob@example.org"),
            List.of("To=list blocked", "To=+49151*"),
            List.of("To=+49*, @spam.example", "To=list blocked"),
            List.of("To=not +49*", "To=not +4*"),
            List.of("To=not +49*", "To=+43*"),
            List.of("Kind=message, session", "Kind=message"),
            List.of("Size=> 1 kB", "Size=2 kB..3 kB"),
            List.of("Characters=161..", "Characters=200"),
            List.of("Content=picture, video clip", "Content=image/png"),
            List.of("Content=picture", "Content=image/gif, image/png"),
            List.of("Content=not image/png", "Content=not picture"),
            List.of("When=Mon-Fri 08:00-17:00", "When=Tue 09:00-10:00; Wed 08:00-17:00"),
            List.of("When=22:00-06:00", "When=Mon 23:00-24:00; Tue 00:00-05:00"),
            List.of("When=not Mon 00:00-24:00", "When=Tue-Sat 00:00-24:00"),
            List.of("Service=sms, mms", "Service=sms"),
            List.of("Service=not sms", "Service=mms"));
    for (List<String> pair : follow) {
      assertThat(
              unreachable("A; " + pair.get(0) + "; Force=sms", "B; " + pair.get(1) + "; Force=mms"))
          .as("%s", pair)
          .hasSize(1);
      assertThat(
              unreachable("A; " + pair.get(1) + "; Force=sms", "B; " + pair.get(0) + "; Force=mms"))
          .as("not the other way round: %s", pair)
          .isEmpty();
    }
  }

  @Test
  void conditionsThatExcludeEachOtherOverlapNowhere() {
    List<List<String>> apart =
        List.of(
            List.of("To=+49*", "To=+43*"),
            List.of("To=+4930000..+4939999", "To=+4940000..+4949999"),
            List.of("To=+49*", "To=mailto:bob@example.org"),
            List.of("To=+49*", "To=not +4*"),
            List.of("Kind=message", "Kind=session"),
            List.of("Size=> 1 kB", "Size=<= 1 kB"),
            List.of("Content=picture", "Content=not image/*"),
            List.of("When=Mon 08:00-12:00", "When=Mon 12:00-13:00"),
            List.of("Service=sms", "Service=mms"),
            List.of("Service=sms", "Service=not sms, mms"));
    for (List<String> pair : apart) {
      assertThat(overlaps("A; " + pair.get(0) + "; Force=sms", "B; " + pair.get(1) + "; Force=mms"))
          .as("%s", pair)
          .isEmpty();
    }
    assertThat(overlaps("A; Content=picture; Force=sms", "B; Content=text; Force=mms")).hasSize(1);
    assertThat(overlaps("A; To=+49*; Force=sms", "B; To=@example.org; Force=mms")).hasSize(1);
  }

  private static List<String> overlaps(String... rows) {
    return lines(FindingCode.POLICY_ROWS_OVERLAP, ROUTING, policy(rows));
  }

  @Test
  void rowsThatShareRequestsAndSayTheOppositeAreTold() {
    assertThat(overlaps("A; To=+49*; Force=sms", "B; Size=> 1 kB; Force=mms"))
        .containsExactly(
            "note: Policy row 4: \"B\" shares requests with \"A\" (row 3) (forces sms, this mms);"
                + " for those the upper row decides");
    assertThat(overlaps("A; To=+49*; Forbid=sms", "B; Size=> 1 kB; Prefer=sms")).hasSize(1);
    assertThat(overlaps("A; To=+49*; Reject=403 No", "B; Size=> 1 kB; Forbid=mms")).hasSize(1);
    assertThat(overlaps("A; To=+49*; Force=sms", "B; Size=> 1 kB; Force=sms")).isEmpty();
    // An exception above its rule is how such tables are written.
    assertThat(overlaps("A; To=+4930*; Force=sms", "B; To=+49*; Force=mms")).isEmpty();
  }

  @Test
  void aRowWhoseConditionsExcludeEachOtherNeverFits() {
    RuleSetReading.Good good = read(ROUTING);
    RuleSet rules = good.rules();

    assertThat(neverFits(rules, row(Stage.SELECTION, size(0, 9), size(10, 20))))
        .containsExactly(
            "warning: p: \"Row\" never fits: its conditions on Size exclude each other");
    assertThat(neverFits(rules, row(Stage.SELECTION, size(0, 10), size(10, 20)))).isEmpty();
  }

  @Test
  void aRowThatWaitsForAFailureWhereNothingFailedNeverFits() {
    RuleSet rules = read(ROUTING).rules();
    Condition failed = new Condition.FailureIs(Condition.Sense.IS, Set.of("congested"));

    assertThat(neverFits(rules, row(Stage.SELECTION, failed)))
        .containsExactly("warning: p: \"Row\" never fits: nothing has failed at stage selection");
    assertThat(neverFits(rules, row(Stage.FAILURE, failed))).isEmpty();
    assertThat(neverFits(rules, row(Stage.FAILURE, new Condition.AttemptsWithin(new Range(0, 0)))))
        .hasSize(1);
  }

  @Test
  void aRowOfAnEmptyListOrNoTimeNeverFits() {
    assertThat(
            lines(
                FindingCode.POLICY_ROW_NEVER_FITS,
                ROUTING,
                sheet("Empty", "Type:|list\nAddress\n"),
                policy("A; From=list empty; Force=sms")))
        .containsExactly(
            "warning: Policy row 3: \"A\" never fits: its condition on From fits nothing");
    assertThat(
            lines(
                FindingCode.POLICY_ROW_NEVER_FITS,
                ROUTING,
                policy("A; When=not Mon-Sun 00:00-24:00; Force=sms")))
        .hasSize(1);
    assertThat(
            lines(
                FindingCode.POLICY_ROW_NEVER_FITS,
                ROUTING,
                LIST,
                policy("A; From=list blocked; When=not Mon 00:00-24:00; Force=sms")))
        .isEmpty();
  }

  private static Condition size(long least, long most) {
    return new Condition.SizeWithin(new Range(least, most));
  }

  private static PolicyRow row(Stage stage, Condition... conditions) {
    return new PolicyRow(
        "row", "Row", stage, List.of(conditions), List.of(new Action.Force("sms")), "");
  }

  private static List<String> neverFits(RuleSet tables, PolicyRow row) {
    return lines(FindingCode.POLICY_ROW_NEVER_FITS, of(tables, row));
  }

  private static Analysis of(RuleSet tables, PolicyRow... rows) {
    RuleSet rules =
        new RuleSet(
            tables.tables(),
            Optional.of(new PolicyTable("p", "Policy", List.of(rows))),
            List.of(),
            List.of());
    return Analysis.of(
        rules,
        new isthmus.isf.book.Places(java.util.Map.of(), java.util.Map.of(), java.util.Map.of()),
        INSTALLED,
        Traffic.NONE);
  }

  @Test
  void aRowThatTheRowsBelowMakeNeedlessChangesNothing() {
    assertThat(
            lines(
                FindingCode.POLICY_ROW_CHANGES_NOTHING,
                ROUTING,
                policy(
                    "A; To=+4930*; Force=sms", "B; To=+43*; Force=mms", "C; To=+49*; Force=sms")))
        .containsExactly(
            "note: Policy row 3: without \"A\" nothing would change: \"C\" (row 5) below it does"
                + " the same");
    assertThat(
            lines(
                FindingCode.POLICY_ROW_CHANGES_NOTHING,
                ROUTING,
                policy(
                    "A; To=+4930*; Force=sms", "B; To=+493*; Force=mms", "C; To=+49*; Force=sms")))
        .isEmpty();
  }

  @Test
  void aRowThatPassesWithNothingToPassChangesNothing() {
    assertThat(
            lines(
                FindingCode.POLICY_ROW_CHANGES_NOTHING,
                ROUTING,
                policy("A; To=+4930*; Pass=Yes", "B; To=+43*; Force=mms")))
        .singleElement()
        .asString()
        .contains("no row below it would do anything");
    assertThat(
            lines(
                FindingCode.POLICY_ROW_CHANGES_NOTHING,
                ROUTING,
                policy("A; To=+4930*; Pass=Yes", "B; To=+49*; Force=mms")))
        .isEmpty();
  }

  @Test
  void servicesThatNobodyKnowsOrThatHaveNoFunctionAreTold() {
    RuleSet rules = read(ROUTING).rules();
    PolicyRow unknown =
        new PolicyRow(
            "row", "Row", Stage.SELECTION, List.of(), List.of(new Action.Force("pigeon")), "");

    assertThat(lines(FindingCode.POLICY_UNKNOWN_SERVICE, of(rules, unknown)))
        .containsExactly("error: p: \"Row\" names pigeon, for which no routing table has a column");
    assertThat(
            lines(
                FindingCode.POLICY_SERVICE_NOT_INSTALLED,
                ROUTING,
                policy("A; To=+49*; Prefer=sms, fax", "B; To=+43*; Forbid=fax")))
        .containsExactly("warning: Policy P3: \"A\" names fax, for which no function is installed");
    assertThat(lines(FindingCode.POLICY_UNKNOWN_SERVICE, ROUTING, policy("A; Force=sms")))
        .isEmpty();
  }

  @Test
  void namesOfWhatIsNotThereAreErrors() {
    RuleSet rules = read(ROUTING).rules();
    PolicyRow row =
        new PolicyRow(
            "row", "Row", Stage.SELECTION, List.of(), List.of(new Action.UseTable("gone")), "");

    assertThat(lines(FindingCode.POLICY_UNKNOWN_REFERENCE, of(rules, row)))
        .containsExactly("error: p: \"Row\" names the routing table \"gone\", which is not there");
    assertThat(
            lines(
                FindingCode.POLICY_UNKNOWN_REFERENCE,
                ROUTING,
                LIST,
                MAP,
                policy("A; To=list blocked; Rewrite to=map codes; Table=routing")))
        .isEmpty();
  }

  @Test
  void aServiceThatIsForcedWhereItsTableRulesItOutIsTold() {
    assertThat(
            lines(
                FindingCode.POLICY_FORCES_INFEASIBLE,
                ROUTING,
                policy("A; Kind=message; Content=picture; Force=sms")))
        .containsExactly(
            "warning: Policy N3: \"A\" forces sms, which the routing table rules out for all that"
                + " the row fits; it only rejects");
    assertThat(
            lines(
                FindingCode.POLICY_FORCES_INFEASIBLE,
                ROUTING,
                policy("A; Kind=message; Size=> 1 kB; Force=sms")))
        .hasSize(1);
    assertThat(
            lines(
                FindingCode.POLICY_FORCES_INFEASIBLE,
                ROUTING,
                policy("A; Kind=message; Content=picture, text; Force=sms", "B; Force=sms")))
        .isEmpty();
  }

  @Test
  void tablesListsAndMapsThatNothingNamesAreTold() {
    Worksheet second = sheet("Second", "|SMS\nText ok|Yes\nPicture ok|No\n");

    assertThat(lines(FindingCode.TABLE_NEVER_USED, ROUTING, second)).hasSize(1);
    assertThat(lines(FindingCode.LIST_NEVER_USED, ROUTING, LIST)).hasSize(1);
    assertThat(lines(FindingCode.MAP_NEVER_USED, ROUTING, MAP)).hasSize(1);
    Worksheet policy =
        policy("A; To=list blocked; Rewrite to=map codes", "B; To=+1*; Table=second");
    for (FindingCode code :
        List.of(
            FindingCode.TABLE_NEVER_USED,
            FindingCode.LIST_NEVER_USED,
            FindingCode.MAP_NEVER_USED)) {
      assertThat(lines(code, ROUTING, second, LIST, MAP, policy)).as("%s", code).isEmpty();
    }
  }

  @Test
  void entriesOfAListThatOthersIncludeAreTold() {
    Worksheet list =
        sheet(
            "Some",
            """
            Type:|list
            Address
            +49*
            +4930*
            +4315..+4319
            +4316
            @*.example.org
            @a.example.org
            +1555
            """);

    assertThat(lines(FindingCode.LIST_ENTRY_COVERED, ROUTING, list))
        .containsExactly(
            "note: Some row 4: +4930* is in the list already, by +49*",
            "note: Some row 6: +4316 is in the list already, by +4315..+4319",
            "note: Some row 8: @a.example.org is in the list already, by @*.example.org");
    assertThat(lines(FindingCode.LIST_ENTRY_COVERED, ROUTING, LIST)).isEmpty();
  }

  @Test
  void addressesThatAreMappedTwiceOrInACircleAreTold() {
    Worksheet map =
        sheet(
            "Codes",
            """
            Type:|map
            From|To
            111|222
            222|+49301
            333|444
            444|333
            555|555
            """);

    assertThat(lines(FindingCode.MAP_CHAIN, ROUTING, map))
        .containsExactly(
            "note: Codes row 3: 111 is mapped to 222, which is mapped itself; an address is mapped"
                + " only once");
    assertThat(lines(FindingCode.MAP_CYCLE, ROUTING, map))
        .containsExactly(
            "warning: Codes row 5: these addresses are mapped to each other in a circle: 333, 444",
            "warning: Codes row 7: 555 is mapped to itself");
    assertThat(lines(FindingCode.MAP_CHAIN, ROUTING, MAP)).isEmpty();
    assertThat(lines(FindingCode.MAP_CYCLE, ROUTING, MAP)).isEmpty();
  }

  @Test
  void rowsThatDecidedNoneOfTheTrafficAreTold() {
    RuleSetReading.Good good =
        read(
            ROUTING,
            policy("A; To=+43*; Force=mms", "B; To=+49*; Force=sms", "C; To=+1*; Force=mms"));
    Traffic traffic =
        new Traffic(
            List.of(request("+4930", "text/plain", 100), request("+1555", "text/plain", 100)),
            (_, recipient) -> new AddressCheck.Valid(recipient.phone().orElseThrow()),
            SelectionSettings.DEFAULT);
    Analysis analysis = Analysis.of(good.rules(), good.places(), INSTALLED, traffic);

    assertThat(lines(FindingCode.POLICY_ROW_CHANGES_NO_TRAFFIC, analysis))
        .containsExactly(
            "note: Policy row 3: \"A\" decided none of the last 2 requests",
            "note: Policy row 4: without \"B\" the last 2 requests would have come out the same");
    assertThat(lines(FindingCode.ROW_CHANGES_NO_TRAFFIC, analysis))
        .hasSize(4)
        .contains(
            "note: Routing row 3: without \"Picture ok\" the last 2 requests that this table"
                + " decided would have come out the same");
  }

  @Test
  void rowsThatDecideTrafficAreNotTold() {
    RuleSetReading.Good good = read(ROUTING);
    Traffic traffic =
        new Traffic(
            List.of(request("+4930", "text/plain", 100), request("+1555", "image/png", 100)),
            (_, recipient) -> new AddressCheck.Valid(recipient.phone().orElseThrow()),
            SelectionSettings.DEFAULT);

    assertThat(
            lines(
                FindingCode.ROW_CHANGES_NO_TRAFFIC,
                Analysis.of(good.rules(), good.places(), INSTALLED, traffic)))
        .noneMatch(line -> line.contains("Picture ok") || line.contains("Preferred"))
        .hasSize(2);
  }

  private static RecordedRequest request(String to, String type, long size) {
    SelectionRequest request =
        SelectionRequest.of(
                RequestFacts.of(RequestKind.STANDALONE_MESSAGE)
                    .withOctets(size)
                    .withMediaTypes(type),
                Recipient.ofPhone(to),
                INSTALLED,
                INSTALLED)
            .withCircumstances(
                Circumstances.of(Party.ofNumber("+1"), Party.ofNumber(to), Instant.EPOCH));
    return new RecordedRequest("m", Instant.EPOCH, request, Optional.of("sms"));
  }

  /** Printed, not asserted: 40 rows, 12 services, 300 policy rows. */
  @Test
  void aBigRuleSetIsAnalysedAsAWhole() {
    StringBuilder routing = new StringBuilder();
    StringBuilder headings = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      headings.append("|S").append(i);
    }
    routing.append(headings).append("|Id|Criterion|Mandatory\n");
    String[] criteria = {
      "size",
      "characters",
      "segments",
      "recipients",
      "duration",
      "picture",
      "text",
      "video clip",
      "audio clip",
      "location",
      "other file",
      "audio stream",
      "video stream",
      "always",
      "media image/png",
      "media application/pdf",
      "message",
      "session",
      "group",
      "user accepts"
    };
    for (int row = 0; row < 40; row++) {
      String criterion = criteria[row % criteria.length];
      routing.append("Row ").append(row);
      for (int i = 0; i < 12; i++) {
        boolean limit = row % criteria.length < 5;
        routing
            .append('|')
            .append(
                limit
                    ? String.valueOf((i + 2) * (row + 3) * 10)
                    : (i + row) % 7 == 0 ? "No" : "Yes");
      }
      routing.append("|row-").append(row).append('|').append(criterion).append('|');
      routing.append(row % 3 == 0 && row % criteria.length > 4 ? "No" : "Yes").append('\n');
    }
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(
          "P%d; To=+49%d*; Size=> %d; When=Mon-Fri %02d:00-%02d:30; Prefer=s%d"
              .formatted(i, i % 90, i, i % 20, i % 20 + 2, i % 12));
    }
    RuleSetReading.Good good =
        read(sheet("Routing", routing.toString()), policy(rows.toArray(String[]::new)));
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Analysis analysis =
        Analysis.of(good.rules(), good.places(), Set.of("s1", "s2", "s3"), Traffic.NONE);
    System.out.printf(
        "40 x 12 and 300 policy rows analysed in %d ms of a core: %d findings%n",
        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1_000_000,
        analysis.findings().size());

    assertThat(lines(FindingCode.ANALYSIS_INCOMPLETE, analysis))
        .singleElement()
        .asString()
        .contains("were looked at");
    assertThat(analysis.findings().size()).isLessThan(200);
    assertThat(lines(FindingCode.POLICY_SERVICE_NOT_INSTALLED, analysis))
        .hasSize(41)
        .last()
        .asString()
        .isEqualTo("warning: Policy: 185 more of this kind (policy-service-not-installed)");
  }
}
