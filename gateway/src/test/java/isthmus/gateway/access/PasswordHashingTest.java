package isthmus.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashingTest {
  private final PasswordHashing hashing = new PasswordHashing(Site.CHEAP);

  @Test
  void aPasswordMatchesItsOwnHashOnly() {
    String hash = hashing.hash("correct horse battery");
    assertThat(hash).matches("\\$argon2id\\$v=19\\$m=64,t=1,p=1\\$[^$]{22}\\$[^$]{43}");
    assertThat(hashing.matches("correct horse battery", hash)).isTrue();
    assertThat(hashing.matches("correct horse batterz", hash)).isFalse();
    assertThat(hashing.matches("", hash)).isFalse();
  }

  @Test
  void theSamePasswordNeverHasTheSameHash() {
    assertThat(hashing.hash("correct horse battery"))
        .isNotEqualTo(hashing.hash("correct horse battery"));
  }

  /** The reference implementation's own vector (phc-winner-argon2, test.c), 64 MiB in 2 passes. */
  @Test
  void hashesOfOthersAreRead() {
    String reference =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    assertThat(hashing.matches("password", reference)).as("its salt is too short for us").isFalse();
    String ours = new PasswordHashing(new PasswordHashing.Cost(256, 3)).hash("täglich grüßen");
    assertThat(hashing.matches("täglich grüßen", ours)).isTrue();
  }

  @Test
  void aHashOfAnotherCostStillMatchesAndIsKnownToBeOutdated() {
    String old = new PasswordHashing(new PasswordHashing.Cost(32, 1)).hash("correct horse battery");
    assertThat(hashing.matches("correct horse battery", old)).isTrue();
    assertThat(hashing.isOutdated(old)).isTrue();
    assertThat(hashing.isOutdated(hashing.hash("correct horse battery"))).isFalse();
  }

  @Test
  void theSameCharactersInAnotherFormAreTheSamePassword() {
    String composed = hashing.hash("Ångström-Ångström");
    assertThat(hashing.matches("A\u030angstro\u0308m-A\u030angstro\u0308m", composed)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "password",
        "$argon2id$v=19$m=64,t=1,p=1$$",
        "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=99999999999,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void whatIsNoHashMatchesNothing(String stored) {
    assertThat(hashing.matches("", stored)).isFalse();
    assertThat(hashing.matches(stored, stored)).isFalse();
  }
}
