package isthmus.isf.analysis;

import static isthmus.isf.analysis.AnalysedSheets.HERE;
import static isthmus.isf.analysis.AnalysedSheets.INSTALLED;
import static isthmus.isf.analysis.AnalysedSheets.ROUTING;
import static isthmus.isf.analysis.AnalysedSheets.assertFound;
import static isthmus.isf.analysis.AnalysedSheets.policy;
import static isthmus.isf.analysis.AnalysedSheets.read;
import static isthmus.isf.analysis.AnalysedSheets.sheet;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.interworking.AddressCheck;
import isthmus.isf.RecipientAddresses;
import isthmus.isf.SelectionRequest;
import isthmus.isf.SelectionSettings;
import isthmus.isf.book.RuleSetReading;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.Party;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Analyses with recorded requests, and of much at once. */
class TrafficAnalysisTest {
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
    Analysis analysis = Analysis.of(good.rules(), good.places(), HERE, traffic);

    assertFound(FindingCode.POLICY_ROW_CHANGES_NO_TRAFFIC, analysis)
        .containsExactly(
            "note: Policy row 3: \"A\" decided none of the last 2 requests",
            "note: Policy row 4: without \"B\" the last 2 requests would have come out the same");
    assertFound(FindingCode.ROW_CHANGES_NO_TRAFFIC, analysis)
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

    assertFound(
            FindingCode.ROW_CHANGES_NO_TRAFFIC,
            Analysis.of(good.rules(), good.places(), HERE, traffic))
        .noneMatch(line -> line.contains("Picture ok") || line.contains("Preferred"))
        .hasSize(2);
  }

  private static RecordedRequest request(String to, String type, long size) {
    SelectionRequest request =
        SelectionRequest.of(
                RequestFacts.of(RequestKind.STANDALONE_MESSAGE)
                    .withOctets(size)
                    .withMediaTypes(type),
                RecipientAddresses.ofPhone(to),
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
        Analysis.of(
            good.rules(),
            good.places(),
            new Installation(Set.of("s1", "s2", "s3"), true),
            Traffic.NONE);
    System.out.printf(
        "40 x 12 and 300 policy rows analysed in %d ms of a core: %d findings%n",
        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1_000_000,
        analysis.findings().size());

    assertFound(FindingCode.ANALYSIS_INCOMPLETE, analysis)
        .singleElement()
        .asString()
        .contains("were looked at");
    assertThat(analysis.findings().size()).isLessThan(200);
    assertFound(FindingCode.POLICY_SERVICE_NOT_INSTALLED, analysis)
        .hasSize(41)
        .last()
        .asString()
        .isEqualTo("warning: Policy: 185 more of this kind (policy-service-not-installed)");
  }
}
