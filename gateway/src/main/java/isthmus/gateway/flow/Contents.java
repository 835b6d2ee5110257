package isthmus.gateway.flow;

import isthmus.cpm.codec.mime.MediaType;
import isthmus.cpm.delivery.Alteration;
import isthmus.cpm.message.Content;
import isthmus.isf.table.Criterion;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Changes of contents that the policy table asks for. Characters are Unicode code points, and what
 * a reader takes for one character is kept together where it fits. Pure.
 */
final class Contents {
  private Contents() {}

  /** Whether patterns of the policy table mean a content: {@code picture}, {@code video/*}. */
  static boolean isOf(Content content, Set<String> patterns) {
    String type = type(content.mediaType());
    for (String pattern : patterns) {
      if (Criterion.ofContent(pattern).filter(criterion -> criterion.isOf(type)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Type and subtype without parameters. */
  static String type(MediaType mediaType) {
    return mediaType.type() + '/' + mediaType.subtype();
  }

  /** A content as it is submitted; a division is left to {@link #divided}. */
  static Content altered(Content content, List<Alteration> alterations) {
    Content now = content;
    for (Alteration alteration : alterations) {
      now =
          switch (alteration) {
            case Alteration.Truncated(int characters) -> truncated(now, characters);
            case Alteration.Divided _ -> now;
            case Alteration.Linked linked -> Content.text(linked.text());
          };
    }
    return now;
  }

  /** A text of at most so many characters; other contents as they are. */
  static Content truncated(Content content, int most) {
    if (!content.isPlainText()) {
      return content;
    }
    String text = content.text();
    return characters(text) <= most ? content : Content.text(text.substring(0, cut(text, most)));
  }

  /** Texts of at most so many characters, cut at white space where there is some. */
  static List<Content> divided(Content content, int most) {
    if (!content.isPlainText() || characters(content.text()) <= most) {
      return List.of(content);
    }
    List<Content> parts = new ArrayList<>();
    String rest = content.text();
    while (characters(rest) > most) {
      int end = cut(rest, most);
      int space = lastSpace(rest, end);
      String part = rest.substring(0, space > 0 ? space : end);
      parts.add(Content.text(part));
      rest = rest.substring(part.length());
      if (space > 0) {
        rest = rest.substring(Character.charCount(rest.codePointAt(0)));
      }
    }
    if (!rest.isEmpty()) {
      parts.add(Content.text(rest));
    }
    return parts;
  }

  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Where a text is cut: at a boundary of what a reader takes for characters, if there is one. */
  private static int cut(String text, int most) {
    int limit = text.offsetByCodePoints(0, most);
    BreakIterator boundaries = BreakIterator.getCharacterInstance(Locale.ROOT);
    boundaries.setText(text);
    int boundary = boundaries.isBoundary(limit) ? limit : boundaries.preceding(limit);
    return boundary > 0 ? boundary : limit;
  }

  /** The last white space that a part may end before, at most at {@code end}; 0 when none is. */
  private static int lastSpace(String text, int end) {
    for (int i = end; i > end / 4; i--) {
      if (i < text.length() && Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    return 0;
  }
}
