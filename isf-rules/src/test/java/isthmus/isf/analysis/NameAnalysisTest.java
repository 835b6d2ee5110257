package isthmus.isf.analysis;

import static isthmus.isf.analysis.AnalysedSheets.LIST;
import static isthmus.isf.analysis.AnalysedSheets.MAP;
import static isthmus.isf.analysis.AnalysedSheets.ROUTING;
import static isthmus.isf.analysis.AnalysedSheets.analysis;
import static isthmus.isf.analysis.AnalysedSheets.assertFound;
import static isthmus.isf.analysis.AnalysedSheets.policy;
import static isthmus.isf.analysis.AnalysedSheets.read;
import static isthmus.isf.analysis.AnalysedSheets.sheet;

import isthmus.isf.book.RuleSetReading;
import isthmus.isf.book.Worksheet;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What sheets name in each other. */
class NameAnalysisTest {
  private static PolicyRow row(Action action) {
    return new PolicyRow("row", "Row", Stage.SELECTION, List.of(), List.of(action), "");
  }

  @Test
  void servicesThatNobodyKnowsOrThatHaveNoFunctionAreTold() {
    RuleSet rules = read(ROUTING).rules();
    assertFound(
            FindingCode.POLICY_UNKNOWN_SERVICE, analysis(rules, row(new Action.Force("pigeon"))))
        .containsExactly("error: p: \"Row\" names pigeon, for which no routing table has a column");
    assertFound(
            FindingCode.POLICY_SERVICE_NOT_INSTALLED,
            ROUTING,
            policy("A; To=+49*; Prefer=sms, fax", "B; To=+43*; Forbid=fax"))
        .containsExactly("warning: Policy P3: \"A\" names fax, for which no function is installed");
    assertFound(FindingCode.POLICY_UNKNOWN_SERVICE, ROUTING, policy("A; Force=sms")).isEmpty();
    assertFound(
            FindingCode.POLICY_UNKNOWN_SERVICE,
            ROUTING,
            policy("A; Stage=failure; Failed service=cpm; Forbid=cpm"))
        .as("after a failure CPM itself may be forbidden")
        .isEmpty();
  }

  @Test
  void namesOfWhatIsNotThereAreErrors() {
    RuleSet rules = read(ROUTING).rules();
    assertFound(
            FindingCode.POLICY_UNKNOWN_REFERENCE, analysis(rules, row(new Action.UseTable("gone"))))
        .containsExactly("error: p: \"Row\" names the routing table \"gone\", which is not there");
    assertFound(
            FindingCode.POLICY_UNKNOWN_REFERENCE,
            ROUTING,
            LIST,
            MAP,
            policy("A; To=list blocked; Rewrite to=map codes; Table=routing"))
        .isEmpty();
  }

  @Test
  void aServiceThatIsForcedWhereItsTableRulesItOutIsTold() {
    assertFound(
            FindingCode.POLICY_FORCES_INFEASIBLE,
            ROUTING,
            policy("A; Kind=message; Content=picture; Force=sms"))
        .containsExactly(
            "warning: Policy N3: \"A\" forces sms, which the routing table rules out for all that"
                + " the row fits; it only rejects");
    assertFound(
            FindingCode.POLICY_FORCES_INFEASIBLE,
            ROUTING,
            policy("A; Kind=message; Size=> 1 kB; Force=sms"))
        .hasSize(1);
    assertFound(
            FindingCode.POLICY_FORCES_INFEASIBLE,
            ROUTING,
            policy("A; Kind=message; Content=picture, text; Force=sms", "B; Force=sms"))
        .isEmpty();
  }

  @Test
  void tablesListsAndMapsThatNothingNamesAreTold() {
    Worksheet second = sheet("Second", "|SMS\nText ok|Yes\nPicture ok|No\n");

    assertFound(FindingCode.TABLE_NEVER_USED, ROUTING, second).hasSize(1);
    assertFound(FindingCode.LIST_NEVER_USED, ROUTING, LIST).hasSize(1);
    assertFound(FindingCode.MAP_NEVER_USED, ROUTING, MAP).hasSize(1);
    Worksheet policy =
        policy("A; To=list blocked; Rewrite to=map codes", "B; To=+1*; Table=second");
    for (FindingCode code :
        List.of(
            FindingCode.TABLE_NEVER_USED,
            FindingCode.LIST_NEVER_USED,
            FindingCode.MAP_NEVER_USED)) {
      assertFound(code, ROUTING, second, LIST, MAP, policy).as("%s", code).isEmpty();
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

    assertFound(FindingCode.LIST_ENTRY_COVERED, ROUTING, list)
        .containsExactly(
            "note: Some row 4: +4930* is in the list already, by +49*",
            "note: Some row 6: +4316 is in the list already, by +4315..+4319",
            "note: Some row 8: @a.example.org is in the list already, by @*.example.org");
    assertFound(FindingCode.LIST_ENTRY_COVERED, ROUTING, LIST).isEmpty();
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

    assertFound(FindingCode.MAP_CHAIN, ROUTING, map)
        .containsExactly(
            "note: Codes row 3: 111 is mapped to 222, which is mapped itself; an address is mapped"
                + " only once");
    assertFound(FindingCode.MAP_CYCLE, ROUTING, map)
        .containsExactly(
            "warning: Codes row 5: these addresses are mapped to each other in a circle: 333, 444",
            "warning: Codes row 7: 555 is mapped to itself");
    assertFound(FindingCode.MAP_CHAIN, ROUTING, MAP).isEmpty();
    assertFound(FindingCode.MAP_CYCLE, ROUTING, MAP).isEmpty();
  }

  @Test
  void aHeadingThatIsMostLikelyMisspeltIsToldWhereItIsReadAsAService() {
    Worksheet misspelt =
        sheet(
            "Routing",
            """
            |MMS|SMS|Mandatry|Commnt|Weigth
            Picture ok|Yes|No|Yes||
            Text ok|Yes|Yes|No||
            """);

    assertFound(FindingCode.HEADING_MISSPELT, misspelt)
        .containsExactly(
            "warning: Routing column D: Mandatry is read as a service, for which no function is"
                + " installed; perhaps the heading Mandatory is meant",
            "warning: Routing column E: Commnt is read as a service, for which no function is"
                + " installed; perhaps the heading Comment is meant",
            "warning: Routing column F: Weigth is read as a service, for which no function is"
                + " installed; perhaps the heading Weight is meant");
    assertFound(FindingCode.SERVICE_NOT_INSTALLED, misspelt).isEmpty();
    RuleSetReading.Good good = read(misspelt);
    assertFound(
            FindingCode.HEADING_MISSPELT,
            Analysis.of(
                good.rules(),
                good.places(),
                new Installation(Set.of("mms", "weigth"), true),
                Traffic.NONE))
        .as("what is installed is no slip")
        .hasSize(2);
  }

  @Test
  void aServiceThatIsMostLikelyMisspeltIsTold() {
    Installation mail = new Installation(Set.of("sms", "email", "internet-tv"), true);
    RuleSetReading.Good good =
        read(sheet("Routing", "|SMS|Emial|Internet-TVs|Fax|MMS\nText ok|Yes|Yes|Yes|Yes|Yes\n"));
    Analysis analysis = Analysis.of(good.rules(), good.places(), mail, Traffic.NONE);

    assertFound(FindingCode.SERVICE_MISSPELT, analysis)
        .containsExactly(
            "warning: Routing column C: no function is installed for Emial; perhaps email is meant",
            "warning: Routing column D: no function is installed for Internet-TVs; perhaps"
                + " internet-tv is meant");
    assertFound(FindingCode.SERVICE_NOT_INSTALLED, analysis)
        .containsExactly(
            "note: Routing column E: no function is installed for Fax; until then it is never"
                + " chosen",
            "note: Routing column F: no function is installed for MMS; until then it is never"
                + " chosen");
    // A service that has a column of its own is not what another one means.
    RuleSetReading.Good both = read(sheet("Routing", "|Email|Emails\nText ok|Yes|Yes\n"));
    assertFound(
            FindingCode.SERVICE_MISSPELT,
            Analysis.of(both.rules(), both.places(), mail, Traffic.NONE))
        .isEmpty();
    // Another table knows it, though nothing is installed for it.
    assertFound(
            FindingCode.SERVICE_MISSPELT,
            sheet("Routing", "|Letter\nText ok|Yes\n"),
            sheet("Night", "|Leter\nText ok|Yes\n"))
        .hasSize(2);
  }

  @Test
  void aServiceWithLettersThatDoNotCountIsToldAsItIsRead() {
    // The second letter is Cyrillic.
    assertFound(
            FindingCode.SERVICE_MISSPELT,
            sheet("Routing", "|MMS|S\u041cS|Caf\u00e9\nText ok|Yes|Yes|Yes\n"))
        .containsExactly(
            "warning: Routing column C: S\u041cS is read as the service s-s, since only a-z and 0-9"
                + " count; no function is installed for it");
  }

  @Test
  void aLinkIsAnErrorWhereNoAddressForLinksIsConfigured() {
    RuleSetReading.Good good =
        read(
            ROUTING,
            policy("A; Content=picture; Change content=link", "B; Change content=split 9"));

    assertFound(
            FindingCode.POLICY_LINK_NOT_OFFERED,
            Analysis.of(
                good.rules(), good.places(), new Installation(Set.of(), false), Traffic.NONE))
        .containsExactly(
            "error: Policy T3: \"A\" wants a link, and no address for links is configured"
                + " (isf.link-base): every message that it fits is refused");
    assertFound(
            FindingCode.POLICY_LINK_NOT_OFFERED,
            Analysis.of(good.rules(), good.places(), AnalysedSheets.HERE, Traffic.NONE))
        .isEmpty();
  }
}
