package isthmus.cpm.codec.mime;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A media type (RFC 2045 §5.1): type, subtype and parameter names in lower case, parameter values
 * as written.
 *
 * @param type such as {@code text}
 * @param subtype such as {@code plain}
 * @param parameters by lower-case name, in the order written
 */
public record MediaType(String type, String subtype, Map<String, String> parameters) {

  /** {@code text/plain} without a character set. */
  public static final MediaType TEXT_PLAIN = new MediaType("text", "plain", Map.of());

  /** {@code text/plain; charset=UTF-8}. */
  public static final MediaType TEXT_PLAIN_UTF8 =
      new MediaType("text", "plain", Map.of("charset", "UTF-8"));

  /** Checks the tokens and brings them to lower case. */
  public MediaType {
    if (!isToken(type) || !isToken(subtype)) {
      throw new IllegalArgumentException("not a media type: " + type + "/" + subtype);
    }
    type = type.toLowerCase(Locale.ROOT);
    subtype = subtype.toLowerCase(Locale.ROOT);
    Map<String, String> copy = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (!isToken(name) || hasControl(value)) {
            throw new IllegalArgumentException("not a media type parameter: " + name);
          }
          copy.put(name.toLowerCase(Locale.ROOT), value);
        });
    parameters = Collections.unmodifiableMap(copy);
  }

  /** A type without parameters, from {@code type/subtype}. */
  public static MediaType of(String typeAndSubtype) {
    int slash = typeAndSubtype.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not a media type: " + typeAndSubtype);
    }
    return new MediaType(
        typeAndSubtype.substring(0, slash), typeAndSubtype.substring(slash + 1), Map.of());
  }

  /**
   * Reads a {@code Content-Type} value: any white space, values quoted or not, a trailing
   * semicolon. A parameter that makes no sense is passed over, and the first of two with one name
   * counts.
   *
   * @throws MimeException when it does not begin with {@code type/subtype}
   */
  public static MediaType parse(String value) throws MimeException {
    int semicolon = value.indexOf(';');
    String essence = (semicolon < 0 ? value : value.substring(0, semicolon)).strip();
    int slash = essence.indexOf('/');
    String type = slash < 0 ? "" : essence.substring(0, slash).strip();
    String subtype = slash < 0 ? "" : essence.substring(slash + 1).strip();
    if (!isToken(type) || !isToken(subtype)) {
      throw new MimeException(
          MimeException.Reason.MEDIA_TYPE, 0, "Content-Type is not type/subtype");
    }
    return new MediaType(
        type, subtype, semicolon < 0 ? Map.of() : parameters(value, semicolon + 1));
  }

  private static Map<String, String> parameters(String value, int from) {
    Map<String, String> found = new LinkedHashMap<>();
    int at = from;
    while (at < value.length()) {
      int end = endOfParameter(value, at);
      int equals = value.indexOf('=', at);
      if (equals > 0 && equals < end) {
        String name = value.substring(at, equals).strip().toLowerCase(Locale.ROOT);
        String text = unquote(value.substring(equals + 1, end).strip());
        if (isToken(name) && !hasControl(text)) {
          found.putIfAbsent(name, text);
        }
      }
      at = end + 1;
    }
    return found;
  }

  private static int endOfParameter(String value, int from) {
    boolean quoted = false;
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (c == ';' && !quoted) {
        return i;
      }
    }
    return value.length();
  }

  private static String unquote(String text) {
    if (text.length() < 2 || text.charAt(0) != '"' || !text.endsWith("\"")) {
      return text;
    }
    String inner = text.substring(1, text.length() - 1);
    if (inner.indexOf('\\') < 0) {
      return inner;
    }
    StringBuilder plain = new StringBuilder(inner.length());
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      plain.append(c == '\\' && i + 1 < inner.length() ? inner.charAt(++i) : c);
    }
    return plain.toString();
  }

  /** Whether this is the given {@code type/subtype}, whatever the parameters and the case. */
  public boolean is(String typeAndSubtype) {
    int slash = type.length();
    return typeAndSubtype.length() == slash + 1 + subtype.length()
        && typeAndSubtype.charAt(slash) == '/'
        && typeAndSubtype.regionMatches(true, 0, type, 0, slash)
        && typeAndSubtype.regionMatches(true, slash + 1, subtype, 0, subtype.length());
  }

  /** Whether the top-level type is the given one, such as {@code multipart}. */
  public boolean hasType(String topLevel) {
    return type.equalsIgnoreCase(topLevel);
  }

  /** The value of a parameter, by name without regard to case. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The declared character set, when there is one and this JVM knows it. */
  public Optional<Charset> charset() {
    String name = parameters.get("charset");
    if (name == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  /** This type with one parameter set. */
  public MediaType withParameter(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(parameters);
    changed.put(name.toLowerCase(Locale.ROOT), value);
    return new MediaType(type, subtype, changed);
  }

  /** The canonical wire form: values are quoted only where they must be. */
  @Override
  public String toString() {
    if (parameters.isEmpty()) {
      return type + '/' + subtype;
    }
    StringBuilder text = new StringBuilder(48).append(type).append('/').append(subtype);
    parameters.forEach((name, value) -> appendParameter(text, name, value));
    return text.toString();
  }

  private static void appendParameter(StringBuilder text, String name, String value) {
    text.append("; ").append(name).append('=');
    if (isToken(value)) {
      text.append(value);
      return;
    }
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    text.append('"');
  }

  /** RFC 2045 §5.1 {@code token}. */
  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 127 || "()<>@,;:\\\"/[]?=".indexOf(c) >= 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(c -> c < ' ' || c == 127);
  }
}
