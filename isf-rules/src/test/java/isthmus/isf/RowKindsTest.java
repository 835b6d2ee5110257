package isthmus.isf;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.Criterion;
import isthmus.isf.table.Fact;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.UserAnswers;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each row looks at, one by one, in a table of this row alone (CPM SD appendix D). */
class RowKindsTest {
  private static final Set<String> BOTH = Set.of("a", "b");

  private static RequestFacts message() {
    return RequestFacts.of(RequestKind.STANDALONE_MESSAGE);
  }

  private static RequestFacts with(String mediaType) {
    return message().withMediaTypes(mediaType);
  }

  private static RequestFacts session(MediaStream... streams) {
    RequestFacts facts = RequestFacts.of(RequestKind.SESSION);
    return streams.length == 0 ? facts : facts.withStreams(streams[0], streams);
  }

  /** A criterion, requests up to 10 of it or that it does not concern, and requests beyond. */
  static Stream<Arguments> limits() {
    return Stream.of(
        limit("size", List.of(message(), message().withOctets(10)), message().withOctets(11)),
        limit(
            "characters",
            List.of(message(), message().withText(10, 99)),
            message().withText(11, 1)),
        limit(
            "segments", List.of(message(), message().withText(99, 10)), message().withText(1, 11)),
        limit(
            "recipients",
            List.of(message(), message().withRecipients(10)),
            message().withRecipients(11)),
        limit(
            "duration",
            List.of(message(), message().withDuration(10)),
            message().withDuration(11)));
  }

  private static Arguments limit(String criterion, List<RequestFacts> within, RequestFacts beyond) {
    return Arguments.argumentSet(criterion, criterion, within, beyond);
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aLimitIsAThresholdUpOntoWhichTheServiceTakesTheRequest(
      String criterion, List<RequestFacts> within, RequestFacts beyond) {
    for (RequestFacts facts : within) {
      assertThat(feasible(criterion, "10,", facts)).as("%s", facts).containsExactly("a", "b");
    }
    assertThat(feasible(criterion, "10,", beyond)).containsExactly("b");
    assertThat(feasible(criterion, "10,0", beyond)).isEmpty();
  }

  /** A criterion, a request that it concerns, and one that it does not. */
  static Stream<Arguments> contents() {
    RequestFacts text = with("text/plain");
    return Stream.of(
        content("text", text, with("text/vcard")),
        content("picture", with("image/heic"), text),
        content("audio clip", with("audio/amr"), with("video/3gpp")),
        content("video clip", with("video/3gpp"), with("audio/amr")),
        content("location", with("application/vnd.gsma.rcspushlocation+xml"), text),
        content("location", with("application/pidf+xml"), with("application/pdf")),
        content("other file", with("text/calendar"), text),
        content("other file", with("application/pdf"), with("image/png")),
        content("media application/vnd.ms-*", with("application/vnd.ms-excel"), with("image/png")),
        content("media image/png", with("image/png; q=1"), with("image/pnga")),
        content("video stream", session(MediaStream.VIDEO), session(MediaStream.AUDIO)),
        content("audio stream", session(MediaStream.AUDIO), session(MediaStream.VIDEO)),
        content("audio stream", session(MediaStream.BIDIRECTIONAL_VOICE), session()),
        content(
            "bidirectional voice",
            session(MediaStream.BIDIRECTIONAL_VOICE),
            session(MediaStream.AUDIO)),
        content(
            "message stream",
            session(MediaStream.MESSAGE, MediaStream.AUDIO),
            session(MediaStream.AUDIO)),
        content("message", message(), session()),
        content("file transfer", RequestFacts.of(RequestKind.FILE_TRANSFER), message()),
        content("session", session(), message()),
        content("session", RequestFacts.of(RequestKind.ADDED_STREAM), message()),
        content("added stream", RequestFacts.of(RequestKind.ADDED_STREAM), session()),
        content("group", message().withRecipients(2), message()));
  }

  private static Arguments content(String criterion, RequestFacts concerned, RequestFacts not) {
    return Arguments.argumentSet(criterion, criterion, concerned, not);
  }

  @ParameterizedTest
  @MethodSource("contents")
  void aCapabilityRulesOutWhatTheRequestHasAndTheServiceHasNot(
      String criterion, RequestFacts concerned, RequestFacts notConcerned) {
    assertThat(feasible(criterion, "No,Yes", concerned)).containsExactly("b");
    assertThat(feasible(criterion, "No,", concerned)).containsExactly("b");
    assertThat(feasible(criterion, "No,Yes", notConcerned)).containsExactly("a", "b");
  }

  @Test
  void permissionsAndPreferencesConcernEveryRequest() {
    for (String criterion : List.of("provider allows", "user accepts")) {
      assertThat(feasible(criterion, "No,Yes", message())).as(criterion).containsExactly("b");
    }
    for (String criterion : List.of("provider prefers", "always")) {
      assertThat(feasible(criterion, "No,Yes", message())).as(criterion).containsExactly("b", "a");
    }
  }

  @Test
  void thereIsACaseForEveryFact() {
    Set<Fact> seen =
        EnumSet.of(Fact.PROVIDER_ALLOWS, Fact.PROVIDER_PREFERS, Fact.USER_ACCEPTS, Fact.ALWAYS);
    Stream.concat(limits(), contents())
        .map(arguments -> Criterion.parse((String) arguments.get()[0]).orElseThrow().fact())
        .forEach(seen::add);
    assertThat(seen).containsExactlyInAnyOrder(Fact.values());
  }

  @Test
  void everyRowMayBeSoftAndThenOnlyPutsServicesAhead() {
    Stream.concat(limits(), contents())
        .forEach(
            arguments -> {
              String criterion = (String) arguments.get()[0];
              boolean limit = Criterion.parse(criterion).orElseThrow().fact().numeric();
              RequestFacts concerned = (RequestFacts) arguments.get()[limit ? 2 : 1];
              String cells = limit ? "1,99" : "No,Yes";
              assertThat(feasible(criterion, cells, concerned, "No", UserAnswers.NONE))
                  .as(criterion)
                  .containsExactly("b", "a");
            });
  }

  @Test
  void whatIsKnownOfTheUserCountsAndTheCellIsItsDefault() {
    UserAnswers allowed = new UserAnswers(Map.of(), Map.of("a", true, "b", false), Map.of());
    UserAnswers liked = new UserAnswers(Map.of(), Map.of(), Map.of("a", true, "b", false));

    for (String cells : List.of("No,Yes", ",", "No,")) {
      assertThat(feasible("provider allows", cells, message(), "", allowed)).containsExactly("a");
      assertThat(feasible("user accepts", cells, message(), "", liked)).containsExactly("a");
      // What the provider allows is not the user's to say, and the other way round.
      assertThat(feasible("provider allows", cells, message(), "", liked))
          .isEqualTo(feasible("provider allows", cells, message()));
      assertThat(feasible("user accepts", cells, message(), "", allowed))
          .isEqualTo(feasible("user accepts", cells, message()));
    }
    assertThat(feasible("user accepts", ",", message())).containsExactly("a", "b");
  }

  @Test
  void whatTheUserLikesMayBeOverruled() {
    UserAnswers likesNeither = new UserAnswers(Map.of(), Map.of(), Map.of("a", false, "b", false));
    UserAnswers likesB = new UserAnswers(Map.of(), Map.of(), Map.of("a", false, "b", true));

    assertThat(feasible("user accepts", ",", message(), "Yes", likesNeither)).isEmpty();
    assertThat(feasible("user accepts", ",", message(), "Relaxable", likesNeither))
        .containsExactly("a", "b");
    assertThat(feasible("user accepts", ",", message(), "Relaxable", likesB)).containsExactly("b");
    assertThat(feasible("user accepts", ",", message(), "No", likesB)).containsExactly("b", "a");
  }

  private static List<String> feasible(String criterion, String cells, RequestFacts facts) {
    return feasible(criterion, cells, facts, "", UserAnswers.NONE);
  }

  private static List<String> feasible(
      String criterion, String cells, RequestFacts facts, String mandatory, UserAnswers user) {
    String csv = ",A,B,Criterion,Mandatory\nRow,%s,%s,%s\n".formatted(cells, criterion, mandatory);
    IsfRules rules = IsfRules.plain(RuleSet.of(Fixtures.table(csv)), 1);
    return Fixtures.selection(rules)
        .select(
            SelectionRequest.of(facts, RecipientAddresses.ofPhone("+1"), BOTH, BOTH).withUser(user))
        .candidates()
        .stream()
        .filter(Candidate::feasible)
        .map(Candidate::service)
        .toList();
  }
}
