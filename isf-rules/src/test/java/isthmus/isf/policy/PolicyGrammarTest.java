package isthmus.isf.policy;

import static isthmus.isf.policy.Condition.Sense.IS;
import static isthmus.isf.policy.Condition.Sense.IS_NOT;
import static isthmus.isf.policy.Condition.Side.FROM;
import static isthmus.isf.policy.Condition.Side.TO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.isf.table.CellRefusedException;
import isthmus.isf.table.RequestKind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each cell of the policy sheet may say, one case for each row of its grammar. */
class PolicyGrammarTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  static Stream<Arguments> conditions() {
    return Stream.of(
        condition(
            PolicyHeading.KIND,
            "Message, file-transfer",
            new Condition.KindIs(Set.of(RequestKind.STANDALONE_MESSAGE, RequestKind.FILE_TRANSFER)),
            "message, file transfer"),
        condition(
            PolicyHeading.KIND,
            "disposition notification",
            new Condition.KindIs(Set.of(RequestKind.DISPOSITION_NOTIFICATION)),
            "disposition notification"),
        address("+49*", new AddressPattern.Prefix("+49"), "+49*"),
        address("0800*", new AddressPattern.Prefix("0800"), "0800*"),
        address("+*", new AddressPattern.Prefix("+"), "+*"),
        address(
            "+49 15000..+49 15999",
            new AddressPattern.NumberRange("+4915000", "+4915999"),
            "+4915000..+4915999"),
        address("110..119", new AddressPattern.NumberRange("110", "119"), "110..119"),
        address(
            "@Example.ORG",
            new AddressPattern.Domain("example.org", AddressPattern.Scope.ITSELF),
            "@example.org"),
        address(
            "@*.example.org",
            new AddressPattern.Domain("example.org", AddressPattern.Scope.AND_BELOW),
            "@*.example.org"),
        address("+49 30-123456", new AddressPattern.Exactly("+4930123456"), "+4930123456"),
        address("tel:+4930123456", new AddressPattern.Exactly("+4930123456"), "+4930123456"),
        address("112", new AddressPattern.Exactly("112"), "112"),
        address(
            "SIP:Bob@Example.ORG",
            new AddressPattern.Exactly("sip:Bob@example.org"),
            "sip:Bob@example.org"),
        address(
            "mailto:a.b@example.org",
            new AddressPattern.Exactly("mailto:a.b@example.org"),
            "mailto:a.b@example.org"),
        address(
            "list Blocked Senders",
            new AddressPattern.InList("blocked-senders"),
            "list blocked-senders"),
        condition(
            PolicyHeading.TO,
            "not +49*, list partners",
            new Condition.AddressIs(
                TO,
                IS_NOT,
                List.of(new AddressPattern.Prefix("+49"), new AddressPattern.InList("partners"))),
            "not +49*, list partners"),
        condition(
            PolicyHeading.FROM_CLASS,
            "Prepaid, gold",
            new Condition.ClassIs(FROM, IS, Set.of("prepaid", "gold")),
            "gold, prepaid"),
        condition(PolicyHeading.TO_CLASS, "none", new Condition.ClassIs(TO, IS, Set.of()), "none"),
        condition(
            PolicyHeading.TO_CLASS,
            "not gold",
            new Condition.ClassIs(TO, IS_NOT, Set.of("gold")),
            "not gold"),
        condition(
            PolicyHeading.SERVICE,
            "SMS, PS Voice",
            new Condition.ServiceIs(IS, Set.of("sms", "ps-voice")),
            "ps-voice, sms"),
        condition(PolicyHeading.SERVICE, "none", new Condition.ServiceIs(IS, Set.of()), "none"),
        condition(
            PolicyHeading.SERVICE,
            "not none",
            new Condition.ServiceIs(IS_NOT, Set.of()),
            "not none"),
        condition(
            PolicyHeading.CONTENT,
            "Picture, video clip, application/*",
            new Condition.ContentHas(IS, Set.of("picture", "video clip", "application/*")),
            "application/*, picture, video clip"),
        condition(
            PolicyHeading.CONTENT,
            "not text",
            new Condition.ContentHas(IS_NOT, Set.of("text")),
            "not text"),
        size("> 100 kB", 100_001, Long.MAX_VALUE, "100001.."),
        size(">= 100 kB", 100_000, Long.MAX_VALUE, "100000.."),
        size("< 1 MB", 0, 999_999, "0..999999"),
        size("<= 1 MB", 0, 1_000_000, "0..1000000"),
        size("100 kB..1.5 MB", 100_000, 1_500_000, "100000..1500000"),
        size("161..", 161, Long.MAX_VALUE, "161.."),
        size("..160", 0, 160, "0..160"),
        size("160", 160, 160, "160"),
        condition(
            PolicyHeading.CHARACTERS,
            "161..300",
            new Condition.CharactersWithin(new Range(161, 300)),
            "161..300"),
        condition(
            PolicyHeading.ATTEMPTS,
            ">= 3",
            new Condition.AttemptsWithin(new Range(3, Long.MAX_VALUE)),
            "3.."),
        times(
            "Mon-Fri 08:00-17:00; Sat, Sun 00:00-24:00 Europe/Berlin",
            new WeekTimes(
                BERLIN,
                List.of(
                    span(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, "08:00", "17:00"),
                    span(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, "00:00", "00:00"))),
            "Mon-Fri 08:00-17:00; Sat, Sun 00:00-24:00 Europe/Berlin"),
        times(
            "22:00-6:00",
            new WeekTimes(UTC, List.of(span(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, "22:00", "06:00"))),
            "22:00-06:00 UTC"),
        times(
            "monday, Wednesday",
            new WeekTimes(
                UTC,
                List.of(
                    new WeekTimes.Span(
                        Set.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY),
                        LocalTime.MIDNIGHT,
                        LocalTime.MIDNIGHT))),
            "Mon, Wed 00:00-24:00 UTC"),
        times(
            "Fri\u2013Mon 18:00 \u2013 24:00 america/new_york",
            new WeekTimes(
                ZoneId.of("America/New_York"),
                List.of(
                    new WeekTimes.Span(
                        EnumSet.of(
                            DayOfWeek.FRIDAY,
                            DayOfWeek.SATURDAY,
                            DayOfWeek.SUNDAY,
                            DayOfWeek.MONDAY),
                        LocalTime.of(18, 0),
                        LocalTime.MIDNIGHT))),
            "Mon, Fri-Sun 18:00-24:00 America/New_York"),
        times(
            "22:00-06:00 CET",
            new WeekTimes(
                ZoneId.of("CET"),
                List.of(span(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, "22:00", "06:00"))),
            "22:00-06:00 CET"),
        condition(
            PolicyHeading.WHEN,
            "not Sun",
            new Condition.TimeWithin(
                IS_NOT,
                new WeekTimes(
                    UTC, List.of(span(DayOfWeek.SUNDAY, DayOfWeek.SUNDAY, "00:00", "00:00")))),
            "not Sun 00:00-24:00 UTC"),
        condition(
            PolicyHeading.FAILURE,
            "Bad recipient, link-down",
            new Condition.FailureIs(IS, Set.of("bad-recipient", "link-down")),
            "bad-recipient, link-down"),
        condition(
            PolicyHeading.FAILED_SERVICE,
            "not SMS",
            new Condition.FailedServiceIs(IS_NOT, Set.of("sms")),
            "not sms"));
  }

  static Stream<Arguments> actions() {
    return Stream.of(
        action(PolicyHeading.FORCE, "PS Voice", new Action.Force("ps-voice"), "ps-voice"),
        action(
            PolicyHeading.FORBID,
            "SMS, email",
            new Action.Forbid(Set.of("sms", "email")),
            "email, sms"),
        action(
            PolicyHeading.PREFER, "sms, mms", new Action.Prefer(List.of("sms", "mms")), "sms, mms"),
        action(PolicyHeading.TABLE, "at--night-", new Action.UseTable("at--night-"), "at--night-"),
        action(PolicyHeading.TABLE, "At night", new Action.UseTable("at-night"), "at-night"),
        action(
            PolicyHeading.REJECT,
            "403 Not from here; sorry",
            new Action.Reject(403, "Not from here; sorry"),
            "403 Not from here; sorry"),
        action(PolicyHeading.REJECT, "603", new Action.Reject(603, ""), "603"),
        action(
            PolicyHeading.REWRITE_FROM,
            "+49 30 123456",
            new Action.Rewrite(FROM, new AddressChange.Fixed("+4930123456")),
            "+4930123456"),
        action(
            PolicyHeading.REWRITE_TO,
            "Replace +49 by 0",
            new Action.Rewrite(TO, new AddressChange.ReplacePrefix("+49", "0")),
            "replace +49 by 0"),
        action(
            PolicyHeading.REWRITE_TO,
            "replace 9 by nothing",
            new Action.Rewrite(TO, new AddressChange.ReplacePrefix("9", "")),
            "replace 9 by nothing"),
        action(
            PolicyHeading.REWRITE_TO,
            "map Short numbers",
            new Action.Rewrite(TO, new AddressChange.Mapped("short-numbers")),
            "map short-numbers"),
        action(PolicyHeading.VALIDITY, "2 h", new Action.Validity(Duration.ofHours(2)), "2 h"),
        action(
            PolicyHeading.VALIDITY,
            "90 min",
            new Action.Validity(Duration.ofMinutes(90)),
            "1 h 30 min"),
        action(
            PolicyHeading.RETRY,
            "30s, 2 min, 1 h 30 min, 1 d",
            new Action.Retry(
                List.of(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(90),
                    Duration.ofDays(1))),
            "30 s, 2 min, 1 h 30 min, 1 d"),
        action(PolicyHeading.RETRY, "none", new Action.Retry(List.of()), "none"),
        action(
            PolicyHeading.CHANGE_CONTENT,
            "strip Picture, video/*",
            new Action.Content(new ContentChange.Strip(Set.of("picture", "video/*"))),
            "strip picture, video/*"),
        action(
            PolicyHeading.CHANGE_CONTENT,
            "truncate 160 characters",
            new Action.Content(new ContentChange.Truncate(160)),
            "truncate 160"),
        action(
            PolicyHeading.CHANGE_CONTENT,
            "split 300",
            new Action.Content(new ContentChange.Split(300)),
            "split 300"),
        action(
            PolicyHeading.CHANGE_CONTENT,
            "Link",
            new Action.Content(new ContentChange.Link()),
            "link"));
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void aConditionIsReadAndWrittenBack(
      PolicyHeading heading, String cell, Condition condition, String written)
      throws CellRefusedException {
    assertThat(PolicyCells.condition(heading, cell, UTC)).isEqualTo(condition);
    assertThat(PolicyTexts.heading(condition)).isEqualTo(heading);
    assertThat(PolicyTexts.text(condition)).isEqualTo(written);
    assertThat(PolicyCells.condition(heading, written, BERLIN)).isEqualTo(condition);
  }

  @ParameterizedTest
  @MethodSource("actions")
  void anActionIsReadAndWrittenBack(
      PolicyHeading heading, String cell, Action action, String written)
      throws CellRefusedException {
    assertThat(PolicyCells.action(heading, cell)).isEqualTo(action);
    assertThat(PolicyTexts.heading(action)).isEqualTo(heading);
    assertThat(PolicyTexts.text(action)).isEqualTo(written);
    assertThat(PolicyCells.action(heading, written)).isEqualTo(action);
  }

  @Test
  void everyHeadingHasACaseAndItsExampleIsOfTheGrammar() throws CellRefusedException {
    List<Object> cases =
        Stream.concat(conditions(), actions()).map(given -> given.get()[0]).toList();
    for (PolicyHeading heading : PolicyHeading.values()) {
      switch (heading.part()) {
        case CONDITION -> {
          assertThat(cases).contains(heading);
          assertThat(PolicyCells.condition(heading, heading.example(), UTC)).isNotNull();
        }
        case ACTION -> {
          if (heading != PolicyHeading.PASS) {
            assertThat(cases).contains(heading);
            assertThat(PolicyCells.action(heading, heading.example())).isNotNull();
          }
        }
        case ATTRIBUTE -> assertThat(heading.help()).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "KIND | not message",
        "KIND | messages and files",
        "FROM | *",
        "FROM | 49**",
        "FROM | +49 (0) 30 123",
        "FROM | +12345678901234567",
        "FROM | @",
        "FROM | @org",
        "FROM | @-example.org",
        "FROM | list",
        "FROM | list a(b)",
        "FROM | sip:bob",
        "FROM | sip:bob@exa_mple.org",
        "FROM | sip:a(b)@example.org",
        "FROM | tel:alice",
        "FROM | 1..",
        "FROM | +491..492",
        "FROM | not",
        "FROM | not not +49*",
        "FROM_CLASS | a;b",
        "SERVICE | any(thing)",
        "SERVICE | sms;mms",
        "CONTENT | image",
        "CONTENT | */*",
        "SIZE | ..",
        "SIZE | > -1",
        "SIZE | < 0",
        "SIZE | >",
        "SIZE | 1.500 kB..2 MB",
        "SIZE | not > 1 kB",
        "CHARACTERS | 160 kB",
        "WHEN | always",
        "WHEN | 08:00",
        "WHEN | 24:00-08:00",
        "WHEN | Mon-Tue-Wed 08:00-09:00",
        "WHEN | Mon 08:00-09:00, Tue 08:00-09:00",
        "WHEN | Mon 8-17",
        "WHEN | 08:00-09:00 Nowhere/City",
        "WHEN | 08:00-09:00 Nowhere",
        "WHEN | 08:00-09:00 Sun",
        "WHEN | Mon 08:00-09:00 UTC+1",
        "WHEN | ;",
        "FAILURE | 404",
        "FAILED_SERVICE | none(",
        "ATTEMPTS | 3 times"
      })
  void whatIsNoConditionIsRefused(PolicyHeading heading, String cell) {
    assertThatThrownBy(() -> PolicyCells.condition(heading, cell, UTC))
        .isInstanceOfSatisfying(
            CellRefusedException.class, refused -> assertThat(refused.allowed()).isNotEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FORCE | sms, mms",
        "FORBID | sms mms;",
        "PREFER | sms,",
        "TABLE | a/b",
        "REJECT | 399 no",
        "REJECT | 700",
        "REJECT | 4030",
        "REJECT | no",
        "REJECT | 403 =cmd|x",
        "REWRITE_TO | +49*",
        "REWRITE_TO | replace +49",
        "REWRITE_TO | replace by 0",
        "REWRITE_TO | map",
        "REWRITE_FROM | list a",
        "VALIDITY | 0 s",
        "VALIDITY | -1 h",
        "VALIDITY | 1.5 h",
        "VALIDITY | 31 d",
        "VALIDITY | 2",
        "VALIDITY | 2 weeks",
        "VALIDITY | none",
        "RETRY | 30 s; 2 min",
        "RETRY | 1 s,1 s,1 s,1 s,1 s,1 s,1 s,1 s,1 s,1 s,1 s,1 s,1 s,1 s,1 s,1 s,1 s,1 s,1 s,1 s,1"
            + " s",
        "CHANGE_CONTENT | strip",
        "CHANGE_CONTENT | strip pictures",
        "CHANGE_CONTENT | truncate 0",
        "CHANGE_CONTENT | split 1000000",
        "CHANGE_CONTENT | link it"
      })
  void whatIsNoActionIsRefused(PolicyHeading heading, String cell) {
    assertThatThrownBy(() -> PolicyCells.action(heading, cell))
        .isInstanceOfSatisfying(
            CellRefusedException.class, refused -> assertThat(refused.allowed()).isNotEmpty());
  }

  @Test
  void timesAreThoseOfTheirZone() {
    WeekTimes berlin =
        new WeekTimes(BERLIN, List.of(span(DayOfWeek.MONDAY, DayOfWeek.MONDAY, "08:00", "09:00")));
    assertThat(berlin.contains(Instant.parse("2026-11-16T07:30:00Z"))).isTrue();
    assertThat(berlin.contains(Instant.parse("2026-11-16T08:30:00Z"))).isFalse();
  }

  private static Arguments condition(
      PolicyHeading heading, String cell, Condition condition, String written) {
    return Arguments.argumentSet(
        heading.heading() + ": " + cell, heading, cell, condition, written);
  }

  private static Arguments address(String cell, AddressPattern pattern, String written) {
    return condition(
        PolicyHeading.FROM, cell, new Condition.AddressIs(FROM, IS, List.of(pattern)), written);
  }

  private static Arguments size(String cell, long least, long most, String written) {
    return condition(
        PolicyHeading.SIZE, cell, new Condition.SizeWithin(new Range(least, most)), written);
  }

  private static Arguments times(String cell, WeekTimes times, String written) {
    return condition(PolicyHeading.WHEN, cell, new Condition.TimeWithin(IS, times), written);
  }

  private static Arguments action(
      PolicyHeading heading, String cell, Action action, String written) {
    return Arguments.argumentSet(heading.heading() + ": " + cell, heading, cell, action, written);
  }

  private static WeekTimes.Span span(DayOfWeek first, DayOfWeek last, String from, String to) {
    return new WeekTimes.Span(
        EnumSet.copyOf(
            Arrays.stream(DayOfWeek.values())
                .filter(day -> day.compareTo(first) >= 0 && day.compareTo(last) <= 0)
                .toList()),
        LocalTime.parse(from),
        LocalTime.parse(to));
  }
}
