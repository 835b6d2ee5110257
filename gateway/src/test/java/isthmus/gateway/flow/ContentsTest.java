package isthmus.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.codec.mime.MediaType;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.DeliveryKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes of contents. */
final class ContentsTest {
  private static List<String> divided(String text, int most) {
    return Contents.divided(Content.text(text), most).stream().map(Content::text).toList();
  }

  private static String truncated(String text, int most) {
    return Contents.truncated(Content.text(text), most).text();
  }

  @ParameterizedTest
  @CsvSource({
    "hello world, 5, hello",
    "hello, 5, hello",
    "hello, 1, h",
    "a😀b, 2, a😀",
    "a😀b, 1, a",
    // A letter with an accent of its own is not torn apart.
    "ae\u0301x, 2, a",
    "ae\u0301x, 3, ae\u0301",
  })
  void aTextIsCutBetweenWhatReadersTakeForCharacters(String text, int most, String left) {
    assertThat(truncated(text, most)).isEqualTo(left);
  }

  @Test
  void whatIsOneCharacterToReadersAndLongerThanThePieceIsCutNevertheless() {
    assertThat(divided("e\u0301\u0302\u0303", 2)).hasSize(2);
  }

  @Test
  void aTextIsDividedAtWhiteSpaceWhichGoes() {
    assertThat(divided("one two three", 7)).containsExactly("one two", "three");
    assertThat(divided("one two three", 8)).containsExactly("one two", "three");
    assertThat(divided("onetwothree", 4)).containsExactly("onet", "woth", "ree");
    assertThat(divided("short", 5)).containsExactly("short");
    assertThat(divided("a  b", 2)).allSatisfy(part -> assertThat(part.length()).isBetween(1, 2));
  }

  @Test
  void noPartIsLongerThanAllowedAndNothingButWhiteSpaceIsLost() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(60);
      for (int i = 0; i < length; i++) {
        text.appendCodePoint(
            switch (random.nextInt(5)) {
              case 0 -> ' ';
              case 1 -> 0x1f600 + random.nextInt(40);
              case 2 -> 0x301;
              default -> 'a' + random.nextInt(26);
            });
      }
      int most = 1 + random.nextInt(12);
      List<String> parts = divided(text.toString(), most);
      assertThat(parts)
          .allSatisfy(
              part -> assertThat(part.codePointCount(0, part.length())).isLessThanOrEqualTo(most));
      assertThat(String.join("", parts).replace(" ", ""))
          .isEqualTo(text.toString().replace(" ", ""));
    }
  }

  @Test
  void onlyTextIsCutOrDivided() {
    Content picture = new Content(MediaType.of("image/png"), Octets.utf8("0123456789"));
    assertThat(Contents.truncated(picture, 3)).isEqualTo(picture);
    assertThat(Contents.divided(picture, 3)).containsExactly(picture);
  }

  @Test
  void patternsMeanContentsByWordAndByType() {
    Content picture = new Content(MediaType.of("image/png"), Octets.utf8("x"));
    assertThat(Contents.isOf(picture, Set.of("picture"))).isTrue();
    assertThat(Contents.isOf(picture, Set.of("image/*"))).isTrue();
    assertThat(Contents.isOf(picture, Set.of("video/*", "text"))).isFalse();
  }

  @Test
  void aLinkNamesWhatItLeadsToAndIsReadBack() {
    Links links = new Links(Optional.of("https://a.test"), Duration.ofDays(1), new Random(1));
    DeliveryKey key = new DeliveryKey(UUID.randomUUID());
    Instant now = Instant.parse("2026-01-05T10:00:00Z");
    Content picture =
        new Content(
            MediaType.of("image/png").withParameter("name", "../o\"ur cat.png"),
            Octets.wrap(new byte[1_234_567]));
    var linked = links.to(picture, key, now).orElseThrow();
    assertThat(linked.text())
        .matches(
            "\\.\\.our cat\\.png \\(image/png, 1\\.2 MB\\): https://a\\.test/c/[0-9a-z]{40,50}");
    assertThat(linked.until()).isEqualTo(now.plus(Duration.ofDays(1)));
    String token = linked.text().substring(linked.text().lastIndexOf('/') + 1);
    assertThat(Links.Ticket.of(token)).contains(new Links.Ticket(key, linked.secret()));
    assertThat(Links.Ticket.of("z".repeat(51))).isEmpty();
    assertThat(Links.Ticket.of("z".repeat(50))).isEmpty();
    assertThat(Links.Ticket.of("not base 64!")).isEmpty();
    assertThat(new Links(Optional.empty(), Duration.ofDays(1), new Random(1)).to(picture, key, now))
        .isEmpty();
  }
}
