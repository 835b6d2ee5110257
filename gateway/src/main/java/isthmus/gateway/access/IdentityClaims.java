package isthmus.gateway.access;

import isthmus.gateway.config.OidcConfiguration.ConsoleRole;
import isthmus.gateway.store.PostgresAccounts.Identity;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What an ID token says of somebody.
 *
 * @param name an account's name
 * @param roles words
 */
record IdentityClaims(Identity identity, String name, List<String> roles) {
  private static final int MOST_NAME = 64;
  private static final int MOST_SUBJECT = 255;

  IdentityClaims {
    roles = List.copyOf(roles);
  }

  /**
   * Reads claims that were found to be true.
   *
   * @param roleClaim which of them says what somebody may do; a dot goes into an object
   * @param mapping which value of it gives which role
   * @throws AccessRefusedException 403 when none gives a role, 401 when there is no name
   */
  static IdentityClaims of(
      String issuer,
      Map<String, Object> claims,
      String roleClaim,
      Map<String, ConsoleRole> mapping) {
    String subject =
        text(claims, "sub")
            .filter(sub -> sub.length() <= MOST_SUBJECT)
            .orElseThrow(() -> new AccessRefusedException(401, "", "the ID token has no subject"));
    String name = name(claims, subject);
    List<String> values = values(claims, roleClaim);
    TreeSet<ConsoleRole> roles = new TreeSet<>();
    for (String value : values) {
      Optional.ofNullable(mapping.get(value)).ifPresent(roles::add);
    }
    if (roles.isEmpty()) {
      throw new AccessRefusedException(
          403,
          "",
          "the provider knows you as %s, but its claim %s %s; ask an administrator for a role"
              .formatted(
                  name,
                  roleClaim,
                  values.isEmpty() ? "is not in the token" : "gives no role here"));
    }
    List<String> words = roles.stream().map(role -> role.name().toLowerCase(Locale.ROOT)).toList();
    return new IdentityClaims(new Identity(issuer, subject), name, words);
  }

  /**
   * The name that people know, else the address of mail unless it is unproven, else the subject.
   */
  private static String name(Map<String, Object> claims, String subject) {
    Optional<String> email =
        text(claims, "email").filter(_ -> !Boolean.FALSE.equals(claims.get("email_verified")));
    String given = text(claims, "preferred_username").or(() -> email).orElse(subject);
    String name = given.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._@+-]", "-");
    String begun = name.matches("[a-z0-9].*") ? name : "u" + name;
    return AccountRules.name(begun.substring(0, Math.min(MOST_NAME, begun.length())));
  }

  private static Optional<String> text(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  private static List<String> values(Map<String, Object> claims, String path) {
    Object found = claims.get(path);
    if (found == null) {
      Object at = claims;
      for (String step : path.split("\\.", -1)) {
        at = at instanceof Map<?, ?> object ? object.get(step) : null;
      }
      found = at;
    }
    return switch (found) {
      case String text -> List.of(text);
      case Collection<?> many ->
          many.stream().filter(String.class::isInstance).map(String.class::cast).toList();
      case null, default -> List.of();
    };
  }
}
