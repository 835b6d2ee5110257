package isthmus.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageHtmlTest {
  private static final String AUDIT = "isthmus/gateway/console/audit";

  @Test
  void aPageLoadsWhatHasTheNameOfItsFolderBelowItsPath() {
    assertThat(html(new ConsolePage("/trail", "Audit", AUDIT)))
        .isEqualTo(
            """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <title>Audit · Isthmus</title>
              <link rel="icon" href="/assets/isthmus.svg" type="image/svg+xml">
              <script src="/assets/theme.js"></script>
              <link rel="stylesheet" href="/assets/console.css">
              <link rel="stylesheet" href="/trail/audit.css">
              <script type="module" src="/trail/audit.js"></script>
            </head>
            <body class="">
              <noscript><p class="empty">The console needs JavaScript.</p></noscript>
            </body>
            </html>
            """);
  }

  @Test
  void theFirstPageHasTheNameOfTheProgramAndItsFilesAtTheTop() {
    assertThat(html(new ConsolePage("/", "Overview", "isthmus/gateway/console/overview")))
        .contains(
            "<title>Isthmus</title>",
            "href=\"/overview.css\"",
            "type=\"module\" src=\"/overview.js\"");
  }

  @Test
  void whatHasAMeaningInHtmlIsShownAsItIsWritten() {
    ConsolePage page =
        new ConsolePage("/odd", "<b>R&D</b> $1 {{without}}", AUDIT)
            .laidOut("\"><script>")
            .tellingWithoutScript("a < b & \"c\" > d\\$");
    assertThat(html(page))
        .contains(
            "<title>&lt;b&gt;R&amp;D&lt;/b&gt; $1 {{without}} · Isthmus</title>",
            "<body class=\"&quot;&gt;&lt;script&gt;\">",
            "a &lt; b &amp; &quot;c&quot; &gt; d\\$</p>");
  }

  private static String html(ConsolePage page) {
    return PageHtml.of(page).asString(StandardCharsets.UTF_8);
  }
}
