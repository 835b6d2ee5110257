package isthmus.gateway.console;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.codec.mime.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTML of a page. All pages have the same: it names scripts and style sheets, and the page's
 * module writes the rest.
 */
final class PageHtml {
  private static final String TEMPLATE = "page.html";
  private static final Pattern BLANK = Pattern.compile("\\{\\{([a-z]+)}}");

  private PageHtml() {}

  /** The template with a page's values in its blanks. */
  static Octets of(ConsolePage page) {
    String name = page.folder().substring(page.folder().lastIndexOf('/') + 1);
    boolean first = page.path().equals("/");
    Map<String, String> values =
        Map.of(
            "title",
            first ? "Isthmus" : page.title() + " · Isthmus",
            "files",
            (first ? "/" : page.path() + "/") + name,
            "layout",
            page.layout(),
            "without",
            page.withoutScript());
    return Octets.utf8(BLANK.matcher(template()).replaceAll(blank -> value(blank, values)));
  }

  private static String value(MatchResult blank, Map<String, String> values) {
    String value = requireNonNull(values.get(blank.group(1)), () -> "no value: " + blank.group());
    return Matcher.quoteReplacement(escaped(value));
  }

  /** As text and as the value of an attribute. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String template() {
    try (InputStream in = PageHtml.class.getResourceAsStream(TEMPLATE)) {
      return new String(requireNonNull(in, TEMPLATE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
