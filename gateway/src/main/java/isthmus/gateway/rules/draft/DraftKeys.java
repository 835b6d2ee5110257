package isthmus.gateway.rules.draft;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of sheets, rows and columns in a draft that stay while these move: a-z, 0-9, dashes. */
final class DraftKeys {
  private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,40}");

  private DraftKeys() {}

  static String checked(String key) {
    if (!FORM.matcher(key).matches()) {
      throw new IllegalArgumentException("a key is 1 to 40 of a-z, 0-9 and dashes");
    }
    return key;
  }

  static void distinct(Collection<String> keys) {
    Set<String> seen = new HashSet<>();
    for (String key : keys) {
      if (!seen.add(key)) {
        throw new IllegalArgumentException("two have the key " + key);
      }
    }
  }
}
