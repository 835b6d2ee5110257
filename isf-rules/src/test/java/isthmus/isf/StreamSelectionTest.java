package isthmus.isf;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StreamSelectionTest {
  private static final Set<String> ALL = Set.of("a", "b", "c");

  @Test
  void oneServiceTakesAllStreamsWhereItCan() {
    StreamSelection streams = select("Yes,No,Yes", "No,Yes,Yes", "No,No,No");
    assertThat(streams)
        .isInstanceOfSatisfying(
            StreamSelection.Whole.class,
            whole -> assertThat(whole.selected().chosen().service().service()).isEqualTo("c"));
  }

  @Test
  void streamsAreDividedWhereNoServiceTakesAll() {
    assertThat(told(select("Yes,No,No", "No,Yes,No", "No,No,No")))
        .containsExactly("a: AUDIO", "b: VIDEO");
  }

  @Test
  void amongEqualDivisionsTheBetterRankedServiceWins() {
    assertThat(told(select("No,Yes,Yes", "Yes,No,No", "No,No,No")))
        .containsExactly("b: AUDIO", "a: VIDEO");
  }

  @Test
  void streamsThatNoServiceTakesAreLeftOverWithTheirReason() {
    assertThat(select("Yes,No,No", "No,No,No", "No,No,No"))
        .isInstanceOfSatisfying(
            StreamSelection.Split.class,
            split -> {
              assertThat(split.parts()).hasSize(1);
              assertThat(split.leftOver()).containsOnlyKeys(MediaStream.VIDEO);
              assertThat(split.leftOver().get(MediaStream.VIDEO).text())
                  .contains("a: out by video");
            });
  }

  @Test
  void nothingTakenRejectsTheSession() {
    assertThat(select("No,No,No", "No,No,No", "No,No,No"))
        .isInstanceOf(StreamSelection.Rejected.class);
  }

  @Test
  void threeStreamsTakeAsFewServicesAsWillDo() {
    RequestFacts all =
        RequestFacts.of(RequestKind.SESSION)
            .withStreams(MediaStream.AUDIO, MediaStream.VIDEO, MediaStream.BIDIRECTIONAL_VOICE);
    // a takes audio alone, b video alone, c voice with audio but no video.
    assertThat(told(select(all, "Yes,No,Yes", "No,Yes,No", "No,No,Yes")))
        .containsExactly("c: AUDIO BIDIRECTIONAL_VOICE", "b: VIDEO");
  }

  @Test
  void aDivisionOfOneStreamIsARejection() {
    RequestFacts video = RequestFacts.of(RequestKind.SESSION).withStreams(MediaStream.VIDEO);
    assertThat(select(video, "Yes,No,No", "No,No,No", "No,No,No"))
        .isInstanceOf(StreamSelection.Rejected.class);
  }

  @Test
  void aChatIsAStreamOfItsOwnAndOnlyItsServiceMustTakeItsContents() {
    String table =
        """
        ,A,B,C,Criterion
        Chat,Yes,No,No,message stream
        Video,No,Yes,No,video stream
        Words,Yes,No,No,text
        """;
    RequestFacts chatWithVideo =
        RequestFacts.of(RequestKind.SESSION)
            .withStreams(MediaStream.MESSAGE, MediaStream.VIDEO)
            .withMediaTypes("text/plain");
    assertThat(told(selectIn(table, chatWithVideo))).containsExactly("b: VIDEO", "a: MESSAGE");
    assertThat(selectIn(table.replace("No,Yes,No,video", "No,No,No,video"), chatWithVideo))
        .isInstanceOfSatisfying(
            StreamSelection.Split.class,
            split -> assertThat(split.leftOver()).containsOnlyKeys(MediaStream.VIDEO));
    // Without a stream that the contents belong to, they count for every service.
    RequestFacts videoWithText =
        RequestFacts.of(RequestKind.SESSION)
            .withStreams(MediaStream.VIDEO)
            .withMediaTypes("text/plain");
    assertThat(selectIn(table, videoWithText)).isInstanceOf(StreamSelection.Rejected.class);
  }

  @Test
  void anAddedStreamIsSelectedByItselfAndMayHaveRowsOfItsOwn() {
    String table =
        """
        ,A,B,Criterion
        Audio,Yes,Yes,audio stream
        Sessions,Yes,Yes,session
        Added,No,Yes,added stream
        """;
    IsfRules rules = IsfRules.plain(RuleSet.of(Fixtures.table(table)), 1);
    RequestFacts added = RequestFacts.of(RequestKind.ADDED_STREAM).withStreams(MediaStream.AUDIO);
    Selection selection = Fixtures.selection(rules).select(request(added));
    assertThat(((Selection.Selected) selection).chosen().service().service()).isEqualTo("b");
    assertThat(selection.explanation().toText()).startsWith("added stream, attempt 1");
  }

  private static SelectionRequest request(RequestFacts facts) {
    return SelectionRequest.of(facts, RecipientAddresses.ofPhone("+1"), ALL, ALL);
  }

  private static StreamSelection select(String audio, String video, String voice) {
    RequestFacts both =
        RequestFacts.of(RequestKind.SESSION).withStreams(MediaStream.AUDIO, MediaStream.VIDEO);
    return select(both, audio, video, voice);
  }

  private static StreamSelection select(
      RequestFacts facts, String audio, String video, String voice) {
    String table =
        ",A,B,C,Criterion\nAudio,%s,audio stream\nVideo,%s,video stream\nVoice,%s,bidirectional voice\n"
            .formatted(audio, video, voice);
    return selectIn(table, facts);
  }

  private static StreamSelection selectIn(String table, RequestFacts facts) {
    IsfRules rules = IsfRules.plain(RuleSet.of(Fixtures.table(table)), 1);
    return Fixtures.selection(rules).selectStreams(request(facts));
  }

  private static List<String> told(StreamSelection streams) {
    return ((StreamSelection.Split) streams)
        .parts().stream()
            .map(
                part ->
                    part.selected().chosen().service().service()
                        + ": "
                        + part.streams().stream()
                            .sorted()
                            .map(MediaStream::name)
                            .collect(Collectors.joining(" ")))
            .toList();
  }
}
