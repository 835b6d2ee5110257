package isthmus.isf;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.drools.DroolsRulesCompiler;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.AddressList;
import isthmus.isf.policy.AddressPattern;
import isthmus.isf.policy.AddressPattern.Domain;
import isthmus.isf.policy.AddressPattern.Exactly;
import isthmus.isf.policy.AddressPattern.InList;
import isthmus.isf.policy.AddressPattern.NumberRange;
import isthmus.isf.policy.AddressPattern.Prefix;
import isthmus.isf.policy.AddressPattern.Scope;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.Condition.AddressIs;
import isthmus.isf.policy.Condition.ClassIs;
import isthmus.isf.policy.Condition.ContentHas;
import isthmus.isf.policy.Condition.FailedServiceIs;
import isthmus.isf.policy.Condition.FailureIs;
import isthmus.isf.policy.Condition.KindIs;
import isthmus.isf.policy.Condition.Sense;
import isthmus.isf.policy.Condition.ServiceIs;
import isthmus.isf.policy.Condition.Side;
import isthmus.isf.policy.Condition.SizeWithin;
import isthmus.isf.policy.Condition.TimeWithin;
import isthmus.isf.policy.Party;
import isthmus.isf.policy.PolicyReading;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.Range;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.isf.policy.WeekTimes;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every condition of the policy table with what fits it and what does not, each asked of the rules
 * and of the plain reading. All rows stand in one table; a class of the recipient that only one row
 * wants keeps them apart.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyConditionsTest {
  private static final WeekTimes OFFICE =
      times("Europe/Berlin", EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), "08:00", "17:00");
  private static final WeekTimes NIGHT =
      times("UTC", EnumSet.of(DayOfWeek.SATURDAY), "22:00", "06:00");
  private static final WeekTimes SUNDAY =
      times("America/New_York", EnumSet.of(DayOfWeek.SUNDAY), "00:00", "00:00");
  private static final WeekTimes SMALL_HOURS =
      times("Europe/Berlin", EnumSet.allOf(DayOfWeek.class), "02:15", "02:45");

  private final List<Case> cases = all();
  private RuleSet rules;
  private CompiledRules compiled;

  private record Case(
      String name, List<Condition> conditions, PolicyRequest request, boolean fits) {}

  @BeforeAll
  void compile() throws RulesRefusedException {
    List<PolicyRow> rows = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      List<Condition> conditions = new ArrayList<>(cases.get(i).conditions());
      conditions.add(new ClassIs(Side.TO, Sense.IS, Set.of("case-" + i)));
      rows.add(
          new PolicyRow(
              "row-" + i, "", cases.get(i).request().stage(), conditions, List.of(PASS), ""));
    }
    rules =
        new RuleSet(
            List.of(Fixtures.appendixD()),
            Optional.of(new PolicyTable("policy", "Policy", rows)),
            List.of(
                new AddressList(
                    "partners",
                    "Partners",
                    List.of(
                        new Prefix("+4930"),
                        new NumberRange("+15550100", "+15550199"),
                        new Domain("partner.example", Scope.ITSELF),
                        new Exactly("sip:Bob@example.org"))),
                new AddressList("nobody", "Nobody", List.of())),
            List.of());
    compiled = new DroolsRulesCompiler().compile(rules);
  }

  private static final Action PASS = new Action.Force("sms");

  @AfterAll
  void close() {
    compiled.close();
  }

  Stream<Arguments> cases() {
    return Stream.iterate(0, i -> i < cases.size(), i -> i + 1)
        .map(i -> Arguments.argumentSet(cases.get(i).name(), i));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void conditionMeansTheSameToRulesAndToTheReader(int number) {
    Case known = cases.get(number);
    PolicyRequest r = known.request();
    Party to = r.circumstances().to();
    Circumstances now =
        new Circumstances(
            r.circumstances().from(),
            new Party(to.uri(), to.number(), to.domain(), Optional.of("case-" + number)),
            r.circumstances().at(),
            r.circumstances().failure(),
            r.circumstances().failedService(),
            r.circumstances().tries());
    PolicyRequest request = new PolicyRequest(r.stage(), r.facts(), r.service(), now);
    Optional<String> expected = known.fits() ? Optional.of("row-" + number) : Optional.empty();

    assertThat(new PolicyReading(rules).first(request).map(PolicyRow::id)).isEqualTo(expected);
    assertThat(compiled.policy(request).map(PolicyRow::id)).isEqualTo(expected);
  }

  private static List<Case> all() {
    List<Case> all = new ArrayList<>();
    Condition german = from(Sense.IS, new Prefix("+49"));
    all.add(fits("prefix fits a number", german, number("+493012345")));
    all.add(fits("prefix fits itself", german, number("+49")));
    all.add(misses("prefix misses another country", german, number("+4812345")));
    all.add(misses("prefix misses a number that only contains it", german, number("49301")));
    all.add(misses("prefix misses a mail address", german, mail("a@b.example", "b.example")));
    all.add(misses("prefix misses nobody", german, Party.UNKNOWN));
    Condition notGerman = from(Sense.IS_NOT, new Prefix("+49"));
    all.add(misses("not a prefix misses the number", notGerman, number("+4930")));
    all.add(fits("not a prefix fits another number", notGerman, number("+1555")));
    all.add(fits("not a prefix fits who is not known", notGerman, Party.UNKNOWN));
    Condition range = from(Sense.IS, new NumberRange("+4915000", "+4915999"));
    all.add(fits("range includes its first number", range, number("+4915000")));
    all.add(fits("range includes its last number", range, number("+4915999")));
    all.add(fits("range includes what lies between", range, number("+4915432")));
    all.add(misses("range misses the number before", range, number("+4914999")));
    all.add(misses("range misses the number after", range, number("+4916000")));
    all.add(misses("range misses a longer number", range, number("+49150000")));
    Condition domain = from(Sense.IS, new Domain("example.org", Scope.ITSELF));
    all.add(fits("domain fits itself", domain, mail("a@example.org", "example.org")));
    all.add(
        misses("domain misses what is below", domain, mail("a@x.example.org", "x.example.org")));
    Condition below = from(Sense.IS, new Domain("example.org", Scope.AND_BELOW));
    all.add(fits("domain and below fits itself", below, mail("a@example.org", "example.org")));
    all.add(
        fits(
            "domain and below fits two below",
            below,
            mail("a@y.x.example.org", "y.x.example.org")));
    all.add(
        misses(
            "domain and below misses a longer name",
            below,
            mail("a@myexample.org", "myexample.org")));
    Condition exactly = from(Sense.IS, new Exactly("tel:+15551000001"));
    all.add(fits("one number with its scheme fits", exactly, number("+15551000001")));
    all.add(misses("one number misses its neighbour", exactly, number("+15551000002")));
    all.add(fits("a short code fits", from(Sense.IS, new Exactly("4711")), number("4711")));
    Condition uri = from(Sense.IS, new Exactly("mailto:Bob@example.org"));
    all.add(fits("one mail address fits in any case", uri, mail("bob@example.org", "example.org")));
    all.add(misses("one mail address misses another", uri, mail("ann@example.org", "example.org")));
    Condition partners = from(Sense.IS, new InList("partners"));
    all.add(fits("list fits by prefix", partners, number("+49301")));
    all.add(fits("list fits by range", partners, number("+15550150")));
    all.add(fits("list fits by domain", partners, mail("x@partner.example", "partner.example")));
    all.add(fits("list fits by URI", partners, sip("sip:bob@example.org", "example.org")));
    all.add(misses("list misses others", partners, number("+15550200")));
    all.add(
        misses("an empty list fits nobody", from(Sense.IS, new InList("nobody")), number("+1")));
    all.add(
        fits(
            "not in an empty list fits everybody",
            from(Sense.IS_NOT, new InList("nobody")),
            number("+1")));
    all.add(
        fits(
            "any pattern of several is enough",
            from(Sense.IS, new Prefix("+1"), new InList("partners")),
            number("+49302")));
    all.add(
        misses(
            "not is none of several",
            from(Sense.IS_NOT, new Prefix("+1"), new InList("partners")),
            number("+49302")));
    all.add(
        new Case(
            "the recipient's side looks at the recipient",
            List.of(new AddressIs(Side.TO, Sense.IS, List.of(new Prefix("+44")))),
            request(
                Stage.SELECTION,
                text(),
                Optional.empty(),
                Circumstances.of(number("+49"), number("+4420"), NOON)),
            true));
    Condition files = new KindIs(Set.of(RequestKind.FILE_TRANSFER, RequestKind.ADDED_STREAM));
    all.add(with("kind fits", files, RequestFacts.of(RequestKind.FILE_TRANSFER), true));
    all.add(
        with(
            "an added stream is a kind of its own",
            files,
            RequestFacts.of(RequestKind.ADDED_STREAM),
            true));
    all.add(with("kind misses another", files, text(), false));
    Condition sms = new ServiceIs(Sense.IS, Set.of("sms", "mms"));
    all.add(with("service identifier fits", sms, Optional.of("mms"), true));
    all.add(with("service identifier misses another", sms, Optional.of("email"), false));
    all.add(with("service identifier misses none", sms, Optional.empty(), false));
    Condition none = new ServiceIs(Sense.IS, Set.of());
    all.add(with("none fits no identifier", none, Optional.empty(), true));
    all.add(with("none misses any identifier", none, Optional.of("sms"), false));
    all.add(
        with(
            "not none fits any identifier",
            new ServiceIs(Sense.IS_NOT, Set.of()),
            Optional.of("x"),
            true));
    Condition pictures = new ContentHas(Sense.IS, Set.of("picture", "application/vnd.ms-*"));
    all.add(
        with(
            "content fits by class",
            pictures,
            text().withMediaTypes("text/plain", "image/png"),
            true));
    all.add(
        with(
            "content fits by pattern",
            pictures,
            text().withMediaTypes("application/vnd.ms-excel"),
            true));
    all.add(with("content misses", pictures, text(), false));
    all.add(
        with(
            "not content fits what is without it",
            new ContentHas(Sense.IS_NOT, Set.of("video clip")),
            text(),
            true));
    all.add(
        with(
            "content fits a stream of a session",
            new ContentHas(Sense.IS, Set.of("video stream")),
            RequestFacts.of(RequestKind.SESSION).withStreams(MediaStream.VIDEO),
            true));
    Condition big = new SizeWithin(new Range(100_001, Long.MAX_VALUE));
    all.add(with("size above fits", big, text().withOctets(100_001), true));
    all.add(with("size at the bound misses", big, text().withOctets(100_000), false));
    all.add(
        with(
            "unknown size misses",
            new SizeWithin(new Range(0, Long.MAX_VALUE)),
            RequestFacts.of(RequestKind.SESSION),
            false));
    Condition characters = new Condition.CharactersWithin(new Range(161, 320));
    all.add(with("characters within fit", characters, text().withText(320, 3), true));
    all.add(with("characters beyond miss", characters, text().withText(321, 3), false));
    all.add(
        with("no text misses", characters, RequestFacts.of(RequestKind.STANDALONE_MESSAGE), false));
    all.add(at("office hours begin at eight in winter", OFFICE, "2026-01-05T07:00:00Z", true));
    all.add(at("office hours have not begun before", OFFICE, "2026-01-05T06:59:59Z", false));
    all.add(
        at("office hours begin an hour earlier in summer", OFFICE, "2026-07-06T06:00:00Z", true));
    all.add(at("office hours end excluded", OFFICE, "2026-01-05T16:00:00Z", false));
    all.add(at("Saturday has no office hours", OFFICE, "2026-01-10T10:00:00Z", false));
    all.add(
        at(
            "the day after the clocks went forward keeps local time",
            OFFICE,
            "2026-03-30T06:00:00Z",
            true));
    all.add(
        at("the hour that is left out fits nothing", SMALL_HOURS, "2026-03-29T01:30:00Z", false));
    all.add(
        at(
            "the hour that comes twice fits the first time",
            SMALL_HOURS,
            "2026-10-25T00:30:00Z",
            true));
    all.add(
        at(
            "the hour that comes twice fits the second time",
            SMALL_HOURS,
            "2026-10-25T01:30:00Z",
            true));
    all.add(at("a night goes on after midnight", NIGHT, "2026-01-11T05:59:59Z", true));
    all.add(at("a night ends in the morning", NIGHT, "2026-01-11T06:00:00Z", false));
    all.add(at("a night begins on its own day only", NIGHT, "2026-01-09T23:00:00Z", false));
    all.add(at("the morning before is not of the night", NIGHT, "2026-01-10T05:00:00Z", false));
    all.add(at("a whole day is one of its zone", SUNDAY, "2026-01-12T04:59:59Z", true));
    all.add(at("a whole day ends in its zone", SUNDAY, "2026-01-12T05:00:00Z", false));
    all.add(
        new Case(
            "not a time fits outside",
            List.of(new TimeWithin(Sense.IS_NOT, OFFICE)),
            request(
                Stage.SELECTION,
                text(),
                Optional.empty(),
                Circumstances.of(
                    Party.UNKNOWN, Party.UNKNOWN, Instant.parse("2026-01-10T10:00:00Z"))),
            true));
    all.add(
        failed(
            "failure fits its code",
            new FailureIs(Sense.IS, Set.of("congested", "link-down")),
            true));
    all.add(
        failed(
            "failure misses another code",
            new FailureIs(Sense.IS, Set.of("bad-recipient")),
            false));
    all.add(
        failed(
            "not a failure fits another code",
            new FailureIs(Sense.IS_NOT, Set.of("expired")),
            true));
    all.add(failed("failed service fits", new FailedServiceIs(Sense.IS, Set.of("sms")), true));
    all.add(
        failed(
            "not the failed service misses",
            new FailedServiceIs(Sense.IS_NOT, Set.of("sms")),
            false));
    all.add(
        failed(
            "attempts at least fit",
            new Condition.AttemptsWithin(new Range(3, Long.MAX_VALUE)),
            true));
    all.add(failed("attempts at most miss", new Condition.AttemptsWithin(new Range(0, 2)), false));
    Condition prepaid = new ClassIs(Side.FROM, Sense.IS, Set.of("prepaid"));
    all.add(fits("class fits", prepaid, ofClass("prepaid")));
    all.add(misses("class misses another", prepaid, ofClass("gold")));
    all.add(misses("class misses who has none", prepaid, number("+1")));
    all.add(
        fits(
            "no class fits who has none",
            new ClassIs(Side.FROM, Sense.IS, Set.of()),
            number("+1")));
    all.add(
        misses(
            "no class misses who has one",
            new ClassIs(Side.FROM, Sense.IS, Set.of()),
            ofClass("gold")));
    all.add(
        new Case(
            "all conditions of a row have to fit",
            List.of(german, big),
            request(
                Stage.SELECTION,
                text().withOctets(200_000),
                Optional.empty(),
                Circumstances.of(number("+49"), Party.UNKNOWN, NOON)),
            true));
    all.add(
        new Case(
            "one condition that does not fit is enough to miss",
            List.of(german, big),
            request(
                Stage.SELECTION,
                text(),
                Optional.empty(),
                Circumstances.of(number("+49"), Party.UNKNOWN, NOON)),
            false));
    all.add(
        new Case(
            "no condition fits everything",
            List.of(),
            request(Stage.INBOUND, text(), Optional.empty(), nobody()),
            true));
    all.add(
        new Case(
            "a row of the stage decision fits there",
            List.of(),
            request(Stage.DECISION, text(), Optional.empty(), nobody()),
            true));
    return all;
  }

  private static final Instant NOON = Instant.parse("2026-01-07T12:00:00Z");

  private static AddressIs from(Sense sense, AddressPattern... patterns) {
    return new AddressIs(Side.FROM, sense, List.of(patterns));
  }

  private static Case fits(String name, Condition condition, Party from) {
    return new Case(
        name,
        List.of(condition),
        request(
            Stage.SELECTION, text(), Optional.empty(), Circumstances.of(from, Party.UNKNOWN, NOON)),
        true);
  }

  private static Case misses(String name, Condition condition, Party from) {
    return new Case(name, List.of(condition), fits(name, condition, from).request(), false);
  }

  private static Case with(String name, Condition condition, RequestFacts facts, boolean fits) {
    return new Case(
        name,
        List.of(condition),
        request(Stage.SELECTION, facts, Optional.empty(), nobody()),
        fits);
  }

  private static Case with(
      String name, Condition condition, Optional<String> service, boolean fits) {
    return new Case(
        name, List.of(condition), request(Stage.SELECTION, text(), service, nobody()), fits);
  }

  private static Case at(String name, WeekTimes times, String when, boolean fits) {
    Circumstances now = Circumstances.of(Party.UNKNOWN, Party.UNKNOWN, Instant.parse(when));
    return new Case(
        name,
        List.of(new TimeWithin(Sense.IS, times)),
        request(Stage.SELECTION, text(), Optional.empty(), now),
        fits);
  }

  private static Case failed(String name, Condition condition, boolean fits) {
    Circumstances now =
        new Circumstances(
            Party.UNKNOWN, Party.UNKNOWN, NOON, Optional.of("congested"), Optional.of("sms"), 3);
    return new Case(
        name, List.of(condition), request(Stage.FAILURE, text(), Optional.empty(), now), fits);
  }

  private static PolicyRequest request(
      Stage stage, RequestFacts facts, Optional<String> service, Circumstances now) {
    return new PolicyRequest(stage, facts, service, now);
  }

  private static Circumstances nobody() {
    return Circumstances.of(Party.UNKNOWN, Party.UNKNOWN, NOON);
  }

  private static RequestFacts text() {
    return Fixtures.text(100).withText(100, 1);
  }

  private static Party number(String number) {
    return Party.ofNumber(number);
  }

  private static Party ofClass(String name) {
    return new Party("tel:+1", Optional.of("+1"), Optional.empty(), Optional.of(name));
  }

  private static Party mail(String address, String domain) {
    return new Party("mailto:" + address, Optional.empty(), Optional.of(domain), Optional.empty());
  }

  private static Party sip(String uri, String domain) {
    return new Party(uri, Optional.empty(), Optional.of(domain), Optional.empty());
  }

  private static WeekTimes times(String zone, Set<DayOfWeek> days, String from, String to) {
    return new WeekTimes(
        ZoneId.of(zone),
        List.of(new WeekTimes.Span(days, LocalTime.parse(from), LocalTime.parse(to))));
  }
}
