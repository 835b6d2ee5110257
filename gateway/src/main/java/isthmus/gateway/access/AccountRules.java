package isthmus.gateway.access;

import isthmus.gateway.console.http.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What names, passwords and roles can be. */
final class AccountRules {
  static final int LEAST_PASSWORD = 12;
  private static final int MOST_PASSWORD = 256;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,63}");

  private AccountRules() {}

  /** Names differ in more than their case: somebody would be taken for somebody else. */
  static String name(String given) {
    String name = given.strip().toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      throw new AccessRefusedException(
          400,
          "name",
          "a name is 1 to 64 letters a to z, digits and . _ - + @, and begins with a letter or"
              + " digit");
    }
    return name;
  }

  /** Long enough and not the name; nothing else is asked of a password (NIST SP 800-63B). */
  static String password(String where, String name, String given) {
    int length = given.codePointCount(0, given.length());
    if (length < LEAST_PASSWORD || length > MOST_PASSWORD) {
      throw new AccessRefusedException(
          400,
          where,
          "a password has %d to %d characters; any will do"
              .formatted(LEAST_PASSWORD, MOST_PASSWORD));
    }
    if (given.equalsIgnoreCase(name) || given.codePoints().distinct().count() < 4) {
      throw new AccessRefusedException(400, where, "that password is too easy to guess");
    }
    return given;
  }

  /** At least one, in their order. */
  static List<String> roles(Collection<String> given) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String word : given) {
      roles.add(role(word));
    }
    if (roles.isEmpty()) {
      throw new AccessRefusedException(
          400, "roles", "a role is missing; allowed: viewer, editor, approver, admin");
    }
    return words(roles);
  }

  private static Role role(String word) {
    for (Role role : Role.values()) {
      if (word(role).equals(word)) {
        return role;
      }
    }
    throw new AccessRefusedException(
        400, "roles", "unknown role; allowed: viewer, editor, approver, admin");
  }

  static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  static List<String> words(Collection<Role> roles) {
    return roles.stream().sorted().map(AccountRules::word).toList();
  }

  /** Roles as they are stored; words that a later release wrote are none here. */
  static Set<Role> known(List<String> words) {
    List<Role> roles = new ArrayList<>();
    for (Role role : Role.values()) {
      if (words.contains(word(role))) {
        roles.add(role);
      }
    }
    return Set.copyOf(roles);
  }
}
