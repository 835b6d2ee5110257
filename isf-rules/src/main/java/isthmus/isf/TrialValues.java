package isthmus.isf;

import isthmus.isf.policy.AddressList;
import isthmus.isf.policy.AddressPattern;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.Party;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.Range;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.isf.policy.WeekTimes;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Makes values for trial requests out of what a condition names: those at its bounds, their
 * neighbours, and what is not known. Each value is a change of a request.
 */
final class TrialValues {
  private static final int MOST_PATTERNS = 6;
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 23);

  private final RuleSet rules;

  TrialValues(RuleSet rules) {
    this.rules = rules;
  }

  /** A text message of which little is known. */
  static PolicyRequest plain(Stage stage) {
    return new PolicyRequest(
        stage,
        RequestFacts.of(RequestKind.STANDALONE_MESSAGE)
            .withOctets(100)
            .withText(100, 1)
            .withMediaTypes("text/plain"),
        Optional.empty(),
        Circumstances.of(
            Party.UNKNOWN, Party.UNKNOWN, MONDAY.atStartOfDay(ZoneOffset.UTC).toInstant()));
  }

  /** Changes of a request in what a condition looks at. */
  List<UnaryOperator<PolicyRequest>> of(Condition condition) {
    return switch (condition) {
      case Condition.KindIs _ ->
          Stream.of(RequestKind.values())
              .filter(kind -> kind != RequestKind.DISPOSITION_NOTIFICATION)
              .<UnaryOperator<PolicyRequest>>map(kind -> request -> kind(request, kind))
              .toList();
      case Condition.AddressIs(Condition.Side side, _, List<AddressPattern> patterns) ->
          parties(patterns).stream()
              .<UnaryOperator<PolicyRequest>>map(party -> request -> party(request, side, party))
              .toList();
      case Condition.ServiceIs(_, Set<String> services) ->
          names(services).<UnaryOperator<PolicyRequest>>map(it -> r -> service(r, it)).toList();
      case Condition.ContentHas(_, Set<String> patterns) -> contents(patterns);
      case Condition.SizeWithin(Range octets) ->
          numbers(octets)
              .<UnaryOperator<PolicyRequest>>map(it -> r -> numbers(r, it, r.facts().characters()))
              .toList();
      case Condition.CharactersWithin(Range characters) ->
          numbers(characters)
              .<UnaryOperator<PolicyRequest>>map(it -> r -> numbers(r, r.facts().octets(), it))
              .toList();
      case Condition.TimeWithin(_, WeekTimes times) ->
          moments(times).stream().<UnaryOperator<PolicyRequest>>map(it -> r -> at(r, it)).toList();
      case Condition.FailureIs(_, Set<String> codes) ->
          names(codes)
              .<UnaryOperator<PolicyRequest>>map(
                  it -> r -> failure(r, it, r.circumstances().failedService(), tries(r)))
              .toList();
      case Condition.FailedServiceIs(_, Set<String> services) ->
          names(services)
              .<UnaryOperator<PolicyRequest>>map(
                  it -> r -> failure(r, r.circumstances().failure(), it, tries(r)))
              .toList();
      case Condition.AttemptsWithin(Range attempts) ->
          numbers(attempts).<UnaryOperator<PolicyRequest>>map(it -> r -> tries(r, it)).toList();
      case Condition.ClassIs(Condition.Side side, _, Set<String> classes) ->
          names(classes)
              .<UnaryOperator<PolicyRequest>>map(it -> r -> userClass(r, side, it))
              .toList();
    };
  }

  private static Stream<Optional<String>> names(Set<String> names) {
    return Stream.concat(
        names.stream().sorted().map(Optional::of),
        Stream.of(Optional.of("of-another-name"), Optional.empty()));
  }

  private static Stream<OptionalLong> numbers(Range range) {
    Set<OptionalLong> numbers = new LinkedHashSet<>();
    numbers.add(OptionalLong.of(range.least()));
    numbers.add(OptionalLong.of(Math.max(0, range.least() - 1)));
    if (range.most() < Long.MAX_VALUE) {
      numbers.add(OptionalLong.of(range.most()));
      numbers.add(OptionalLong.of(range.most() + 1));
    }
    numbers.add(OptionalLong.empty());
    return numbers.stream();
  }

  private Set<Party> parties(List<AddressPattern> patterns) {
    Set<Party> parties = new LinkedHashSet<>();
    for (AddressPattern pattern : some(patterns)) {
      switch (pattern) {
        case AddressPattern.Prefix(String digits) -> {
          parties.add(Party.ofNumber(digits));
          parties.add(Party.ofNumber(digits + "1234567"));
          parties.add(Party.ofNumber(digits.substring(0, Math.max(0, digits.length() - 1))));
        }
        case AddressPattern.NumberRange(String first, String last) -> {
          parties.add(Party.ofNumber(first));
          parties.add(Party.ofNumber(last));
          parties.add(Party.ofNumber(last + "0"));
          parties.add(Party.ofNumber(last.substring(0, last.length() - 1) + ":"));
        }
        case AddressPattern.Domain(String name, _) -> {
          parties.add(mail("someone", name));
          parties.add(mail("someone", "below." + name));
          parties.add(mail("someone", "x" + name));
        }
        case AddressPattern.Exactly(String address) -> {
          parties.add(new Party(address, Optional.empty(), Optional.empty(), Optional.empty()));
          parties.add(Party.ofNumber(AddressPattern.bare(address)));
        }
        case AddressPattern.InList(String list) ->
            parties.addAll(parties(rules.list(list).map(AddressList::entries).orElse(List.of())));
      }
    }
    parties.add(Party.ofNumber("+99900000000000"));
    parties.add(Party.UNKNOWN);
    return parties;
  }

  /** The first and the last ones. */
  private static <T> List<T> some(List<T> all) {
    int half = MOST_PATTERNS / 2;
    return all.size() <= MOST_PATTERNS
        ? all
        : Stream.concat(
                all.subList(0, half).stream(), all.subList(all.size() - half, all.size()).stream())
            .toList();
  }

  private static Party mail(String user, String domain) {
    return new Party(
        "mailto:" + user + '@' + domain, Optional.empty(), Optional.of(domain), Optional.empty());
  }

  private static List<UnaryOperator<PolicyRequest>> contents(Set<String> patterns) {
    List<UnaryOperator<PolicyRequest>> changes = new ArrayList<>();
    List<String> types =
        new ArrayList<>(
            List.of(
                "text/plain",
                "image/png",
                "audio/amr",
                "video/mp4",
                "application/pidf+xml",
                "application/pdf"));
    patterns.stream()
        .filter(pattern -> pattern.indexOf('/') > 0)
        .map(pattern -> pattern.replace("*", "x"))
        .forEach(types::add);
    for (String type : types) {
      changes.add(
          r ->
              new PolicyRequest(
                  r.stage(), r.facts().withMediaTypes(type), r.service(), r.circumstances()));
    }
    for (MediaStream stream : MediaStream.values()) {
      changes.add(
          r ->
              new PolicyRequest(
                  r.stage(), r.facts().withStreams(stream), r.service(), r.circumstances()));
    }
    return changes;
  }

  /** The bounds of each span in an ordinary week, and a second before. */
  private static Set<Instant> moments(WeekTimes times) {
    Set<Instant> moments = new LinkedHashSet<>();
    for (WeekTimes.Span span : times.spans()) {
      for (DayOfWeek day : span.days()) {
        LocalDate date = MONDAY.with(TemporalAdjusters.nextOrSame(day));
        for (ZonedDateTime bound :
            List.of(
                date.atTime(span.from()).atZone(times.zone()),
                date.atTime(span.to()).atZone(times.zone()))) {
          moments.add(bound.toInstant());
          moments.add(bound.toInstant().minusSeconds(1));
        }
      }
    }
    return moments;
  }

  private static PolicyRequest kind(PolicyRequest r, RequestKind kind) {
    RequestFacts f = r.facts();
    return with(
        r,
        new RequestFacts(
            kind,
            f.octets(),
            f.octetsByService(),
            f.characters(),
            f.segments(),
            f.durationSeconds(),
            f.recipients(),
            f.mediaTypes(),
            f.streams()));
  }

  private static PolicyRequest numbers(
      PolicyRequest r, OptionalLong octets, OptionalLong characters) {
    RequestFacts f = r.facts();
    return with(
        r,
        new RequestFacts(
            f.kind(),
            octets,
            f.octetsByService(),
            characters,
            f.segments(),
            f.durationSeconds(),
            f.recipients(),
            f.mediaTypes(),
            f.streams()));
  }

  private static PolicyRequest with(PolicyRequest r, RequestFacts facts) {
    return new PolicyRequest(r.stage(), facts, r.service(), r.circumstances());
  }

  private static PolicyRequest with(PolicyRequest r, Circumstances now) {
    return new PolicyRequest(r.stage(), r.facts(), r.service(), now);
  }

  private static PolicyRequest service(PolicyRequest r, Optional<String> service) {
    return new PolicyRequest(r.stage(), r.facts(), service, r.circumstances());
  }

  private static PolicyRequest party(PolicyRequest r, Condition.Side side, Party party) {
    Circumstances now = r.circumstances();
    Party before = side == Condition.Side.FROM ? now.from() : now.to();
    Party after = new Party(party.uri(), party.number(), party.domain(), before.userClass());
    return with(r, side, after);
  }

  private static PolicyRequest userClass(
      PolicyRequest r, Condition.Side side, Optional<String> userClass) {
    Circumstances now = r.circumstances();
    Party before = side == Condition.Side.FROM ? now.from() : now.to();
    return with(r, side, new Party(before.uri(), before.number(), before.domain(), userClass));
  }

  private static PolicyRequest with(PolicyRequest r, Condition.Side side, Party party) {
    Circumstances now = r.circumstances();
    return with(
        r,
        switch (side) {
          case FROM ->
              new Circumstances(
                  party, now.to(), now.at(), now.failure(), now.failedService(), now.tries());
          case TO ->
              new Circumstances(
                  now.from(), party, now.at(), now.failure(), now.failedService(), now.tries());
        });
  }

  private static PolicyRequest at(PolicyRequest r, Instant at) {
    Circumstances now = r.circumstances();
    return with(
        r,
        new Circumstances(
            now.from(), now.to(), at, now.failure(), now.failedService(), now.tries()));
  }

  private static int tries(PolicyRequest r) {
    return r.circumstances().tries();
  }

  private static PolicyRequest tries(PolicyRequest r, OptionalLong tries) {
    Circumstances now = r.circumstances();
    return failure(
        r, now.failure(), now.failedService(), (int) Math.min(tries.orElse(0), Integer.MAX_VALUE));
  }

  private static PolicyRequest failure(
      PolicyRequest r, Optional<String> code, Optional<String> service, int tries) {
    Circumstances now = r.circumstances();
    return with(r, new Circumstances(now.from(), now.to(), now.at(), code, service, tries));
  }
}
