package isthmus.gateway.observe.story;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.message.MessageKey;
import isthmus.gateway.rules.RoutingTables;
import isthmus.isf.Explanation;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RoutingTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ladders against snapshots. To write them anew, and then to read what changed: {@code
 * -Disthmus.snapshots=write}.
 */
class LadderTest {
  private static final Path SNAPSHOTS = Path.of("src/test/resources/isthmus/gateway/observe/story");

  @ParameterizedTest
  @ValueSource(
      strings = {"delivered", "failed", "waiting", "another-service", "none-left", "inbound"})
  void aStoryReadsAsItsSnapshot(String name) throws IOException {
    Ladder ladder = ladder(name);
    matches(name + ".txt", LadderText.of(ladder));
    matches(name + ".mmd", LadderMermaid.of(ladder));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"delivered", "failed", "waiting", "another-service", "none-left", "inbound"})
  void noFormShowsTheTextOfAUser(String name) throws IOException {
    Ladder ladder = ladder(name);
    assertThat(LadderText.of(ladder)).doesNotContain(Stories.SECRET);
    assertThat(LadderMermaid.of(ladder)).doesNotContain(Stories.SECRET);
    assertThat(ladder.toString()).doesNotContain(Stories.SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"delivered", "failed", "waiting", "another-service", "none-left", "inbound"})
  void eventsAreInOrderAndBetweenKnownLanes(String name) throws IOException {
    Ladder ladder = ladder(name);
    assertThat(ladder.events()).isSortedAccordingTo(Comparator.comparing(Ladder.Event::at));
    assertThat(ladder.events())
        .flatExtracting(Ladder.Event::from, Ladder.Event::to)
        .isSubsetOf(ladder.lanes().stream().map(Ladder.Lane::id).toList());
  }

  /** An id of a peer may hold anything: none makes a line that Isthmus did not write. */
  @Test
  void noPeerWritesLinesOfItsOwn() {
    String id = "7\r\n10:56:44.671  forged\u001b[2J";
    Ladder.Lane lane = new Ladder.Lane("a", "s1", "sms");
    Ladder ladder =
        new Ladder(
            "key",
            List.of(new Ladder.Detail("Call-ID", id)),
            List.of(new Ladder.Outcome("message", "failed", id, Ladder.Mood.ERROR)),
            List.of(lane),
            List.of(
                new Ladder.Event(
                    Instant.EPOCH,
                    "a",
                    "a",
                    "SMPP",
                    "submitted, id " + id,
                    List.of(new Ladder.Detail("id", id)),
                    Ladder.Mood.OK)));
    assertThat(LadderText.of(ladder))
        .doesNotContainPattern("[\\p{Cntrl}&&[^\n]]|(?m)^10:56")
        .contains("id: 10:56:44.671  forged");
    assertThat(LadderMermaid.of(ladder).lines()).hasSize(3);
  }

  @Test
  void aDeliveryThatWaitsForAnotherNamesIt() {
    MessageKey first = Stories.delivered().message().key();

    assertThat(LadderText.of(StoryLadder.of(Stories.waitingBehind(first), Explanations.NONE)))
        .contains("queued, waits for message " + first + " before it in its conversation")
        .doesNotContain("attempt 2 due");
  }

  @Test
  void aSelectionWithoutItsTableStillNamesTheRowsThatRuledServicesOut() {
    Ladder ladder = StoryLadder.of(Stories.delivered(), Explanations.NONE);
    assertThat(LadderText.of(ladder)).contains("sms chosen by table 3", "ps-voice  out by text-ok");
  }

  @Test
  void aSelectionWithItsTableTellsWhatTheRowsSaid() throws IOException {
    assertThat(LadderText.of(ladder("delivered"))).contains("Text ok");
  }

  @Test
  void reasonsThatAreNotJsonAreShownAsTheyAre() {
    Reasons reasons = Reasons.read("an old form", Explanations.NONE);
    assertThat(reasons.decision()).contains("an old form");
    assertThat(reasons.selection()).isEmpty();
  }

  private static Ladder ladder(String name) throws IOException {
    RoutingTable table = table();
    return StoryLadder.of(
        name.equals("none-left") ? Stories.noneLeft() : Stories.all().get(name),
        json -> Optional.of(Explanation.fromJson(json, RuleSet.of(table))));
  }

  private static RoutingTable table() throws IOException {
    byte[] sheet =
        Files.readAllBytes(Path.of("src/test/resources/isthmus/gateway/observe/story/table-1.csv"));
    return RoutingTables.of(sheet);
  }

  private static void matches(String file, String text) throws IOException {
    Path snapshot = SNAPSHOTS.resolve(file);
    if ("write".equals(System.getProperty("isthmus.snapshots"))) {
      Files.writeString(snapshot, text);
    }
    assertThat(text).isEqualTo(Files.readString(snapshot, StandardCharsets.UTF_8));
  }
}
