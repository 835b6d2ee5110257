package isthmus.isf.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * As much JSON (RFC 8259) as explanations and workbooks need: objects, lists, strings, whole
 * numbers, booleans. This module would otherwise need a JSON library for a few lines of text.
 */
public final class Json {
  private static final int MAX_DEPTH = 8;

  private final String text;
  private int at = 0;

  private Json(String text) {
    this.text = text;
  }

  /** Writes maps, lists, strings, numbers and booleans, without white space. */
  public static String write(Object value) {
    StringBuilder out = new StringBuilder(256);
    write(value, out);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out) {
    switch (value) {
      case String string -> string(string, out);
      case Map<?, ?> map -> {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.append(before);
          string(String.valueOf(entry.getKey()), out);
          out.append(':');
          write(entry.getValue(), out);
          before = ',';
        }
        out.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        char before = '[';
        for (Object element : list) {
          out.append(before);
          write(element, out);
          before = ',';
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      default -> out.append(value);
    }
  }

  private static void string(String value, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || Character.isSurrogate(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** Reads one value; a damaged text is an IllegalArgumentException. */
  public static Object read(String text) {
    Json json = new Json(text);
    Object value = json.value(0);
    json.space();
    if (json.at != text.length()) {
      throw json.strange();
    }
    return value;
  }

  /** A value as an object; anything else is an IllegalArgumentException. */
  public static Map<String, Object> object(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("not a JSON object");
    }
    Map<String, Object> object = new LinkedHashMap<>();
    map.forEach((key, element) -> object.put(String.valueOf(key), element));
    return object;
  }

  /** A value as a list; anything else is an IllegalArgumentException. */
  public static List<Object> list(Object value) {
    if (!(value instanceof List<?> list)) {
      throw new IllegalArgumentException("not a JSON list");
    }
    return List.copyOf(list);
  }

  /** A whole number among the members of an object. */
  public static OptionalLong number(Map<String, Object> object, String key) {
    return object.get(key) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
  }

  /** A string among the members of an object. */
  public static Optional<String> string(Map<String, Object> object, String key) {
    return object.get(key) instanceof String string ? Optional.of(string) : Optional.empty();
  }

  /** A list of strings among the members of an object, empty when it is not there. */
  public static List<String> strings(Map<String, Object> object, String key) {
    return list(object.getOrDefault(key, List.of())).stream().map(String::valueOf).toList();
  }

  /** An object of booleans; what is not one counts as false. */
  public static Map<String, Boolean> booleans(Object value) {
    Map<String, Boolean> answers = new HashMap<>();
    object(value).forEach((key, answer) -> answers.put(key, Boolean.TRUE.equals(answer)));
    return answers;
  }

  private Object value(int depth) {
    space();
    if (at >= text.length() || depth > MAX_DEPTH) {
      throw strange();
    }
    char c = text.charAt(at);
    if (c == '{') {
      return members(depth);
    }
    if (c == '[') {
      return elements(depth);
    }
    if (c == '"') {
      return characters();
    }
    if (text.startsWith("true", at)) {
      at += 4;
      return true;
    }
    if (text.startsWith("false", at)) {
      at += 5;
      return false;
    }
    int start = at;
    while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return Long.valueOf(text.substring(start, at));
  }

  private Map<String, Object> members(int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    at++;
    if (next('}')) {
      return object;
    }
    do {
      space();
      String key = characters();
      expect(':');
      object.put(key, value(depth + 1));
    } while (next(','));
    expect('}');
    return object;
  }

  private List<Object> elements(int depth) {
    List<Object> list = new ArrayList<>();
    at++;
    if (next(']')) {
      return list;
    }
    do {
      list.add(value(depth + 1));
    } while (next(','));
    expect(']');
    return list;
  }

  private String characters() {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      string.append(c == '\\' ? escaped() : c);
    }
    expect('"');
    return string.toString();
  }

  private char escaped() {
    if (at >= text.length()) {
      throw strange();
    }
    char c = text.charAt(at++);
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        if (at + 4 > text.length()) {
          throw strange();
        }
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> throw strange();
    };
  }

  private boolean next(char c) {
    space();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!next(c)) {
      throw strange();
    }
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException strange() {
    return new IllegalArgumentException("damaged JSON at character " + at);
  }
}
