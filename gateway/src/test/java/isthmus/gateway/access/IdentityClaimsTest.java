package isthmus.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.gateway.config.OidcConfiguration.ConsoleRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentityClaimsTest {
  private static final Map<String, ConsoleRole> MAPPING =
      Map.of("ops", ConsoleRole.EDITOR, "boss", ConsoleRole.APPROVER);

  private static IdentityClaims read(Map<String, Object> claims, String roleClaim) {
    return IdentityClaims.of("https://login.example.org", claims, roleClaim, MAPPING);
  }

  @Test
  void theNameIsTheOneThatPeopleKnow() {
    Map<String, Object> roles = Map.of("roles", "ops", "sub", "Auth0|77");
    assertThat(read(roles, "roles").name()).isEqualTo("auth0-77");
    assertThat(read(with(roles, "email", "Ann@Example.org"), "roles").name())
        .isEqualTo("ann@example.org");
    assertThat(
            read(with(with(roles, "email", "boss@example.org"), "email_verified", false), "roles")
                .name())
        .isEqualTo("auth0-77");
    assertThat(read(with(roles, "preferred_username", "Ann"), "roles").name()).isEqualTo("ann");
    assertThat(read(with(roles, "preferred_username", "<b>"), "roles").name()).isEqualTo("u-b-");
  }

  private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
    Map<String, Object> more = new java.util.HashMap<>(claims);
    more.put(name, value);
    return more;
  }

  @Test
  void rolesAreATextAListOrInsideAnObject() {
    assertThat(read(Map.of("sub", "1", "roles", "boss"), "roles").roles())
        .containsExactly("approver");
    assertThat(read(Map.of("sub", "1", "g", List.of("boss", "x", "ops")), "g").roles())
        .containsExactly("editor", "approver");
    Map<String, Object> nested = Map.of("roles", List.of("ops"));
    assertThat(read(Map.of("sub", "1", "realm_access", nested), "realm_access.roles").roles())
        .containsExactly("editor");
    assertThat(
            read(Map.of("sub", "1", "https://x.org/roles", List.of("ops")), "https://x.org/roles")
                .roles())
        .containsExactly("editor");
  }

  @Test
  void whoHasNoRoleIsToldWhy() {
    assertThatThrownBy(() -> read(Map.of("sub", "1", "roles", List.of("admin")), "roles"))
        .isInstanceOf(AccessRefusedException.class)
        .hasMessageContaining("its claim roles gives no role here");
    assertThatThrownBy(() -> read(Map.of("sub", "1"), "a.b"))
        .isInstanceOf(AccessRefusedException.class)
        .hasMessageContaining("its claim a.b is not in the token");
    assertThatThrownBy(() -> read(Map.of("roles", "ops"), "roles"))
        .isInstanceOf(AccessRefusedException.class)
        .hasMessageContaining("no subject");
  }
}
