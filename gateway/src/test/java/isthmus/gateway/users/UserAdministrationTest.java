package isthmus.gateway.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import isthmus.cpm.participating.Recipient.Standing;
import isthmus.cpm.registration.UserStore.StoredUser;
import isthmus.gateway.users.UserAdministration.Listed;
import isthmus.gateway.users.UserAdministration.Source;
import isthmus.gateway.users.UserRefusedException.Reason;
import isthmus.testkit.BindingStoreContract;
import isthmus.testkit.InMemoryBindingStore;
import isthmus.testkit.StoreSamples;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserAdministrationTest {
  private static final String BOB = "+15551000002";

  private final MemoryUserStore store = new MemoryUserStore();
  private final InMemoryBindingStore bindings = new InMemoryBindingStore();
  private final Node node = new Node(store, bindings);
  private final Node other = new Node(store, bindings);
  private final UserAdministration administration = node.administration;

  private static void refused(Reason reason, String where, ThrowingCallable call) {
    assertThatExceptionOfType(UserRefusedException.class)
        .isThrownBy(call)
        .satisfies(
            refused -> {
              assertThat(refused.reason()).isEqualTo(reason);
              assertThat(refused.where()).isEqualTo(where);
            });
  }

  private Standing standing(Node at) {
    return at.users.of(StoreSamples.address("tel:" + BOB)).standing();
  }

  @Test
  void aUserThatIsAddedIsKnownAtOnceByEitherSpellingOfTheName() throws UserRefusedException {
    assertThat(standing(node)).isEqualTo(Standing.STRANGER);
    assertThat(administration.add(BOB, "pw", Optional.of(" Bob "), Node.UNRECORDED))
        .isEqualTo(new Listed(BOB, Optional.of("Bob"), Source.STORED, 0));
    assertThat(node.believes(BOB, "pw")).isTrue();
    assertThat(node.believes(BOB + "@" + Node.DOMAIN, "pw")).isTrue();
    assertThat(node.believes(BOB, "wrong")).isFalse();
    assertThat(standing(node)).isEqualTo(Standing.NOT_REGISTERED);
  }

  @Test
  void usersAreListedWithTheirSourceAndTheirDevices() throws UserRefusedException {
    administration.add(BOB, "pw", Optional.empty(), Node.UNRECORDED);
    node.register(BOB);
    assertThat(administration.list())
        .containsExactly(
            new Listed(Node.ALICE, Optional.of("Alice"), Source.CONFIGURED, 0),
            new Listed(BOB, Optional.empty(), Source.STORED, 1));
  }

  @Test
  void anotherNodeSeesWhatWasDoneWhenItReadsNext() throws UserRefusedException {
    administration.add(BOB, "pw", Optional.empty(), Node.UNRECORDED);
    assertThat(other.believes(BOB, "pw")).isFalse();
    other.administration.refresh();
    assertThat(other.believes(BOB, "pw")).isTrue();
    administration.change(BOB, "new", Optional.empty(), Node.UNRECORDED);
    other.administration.refresh();
    assertThat(other.believes(BOB, "new")).isTrue();
    assertThat(other.believes(BOB, "pw")).isFalse();
    administration.remove(BOB, Node.UNRECORDED);
    other.administration.refresh();
    assertThat(other.users.named(BOB)).isEmpty();
    assertThat(standing(other)).isEqualTo(Standing.STRANGER);
  }

  @Test
  void anotherPasswordKeepsNameAndDevices() throws UserRefusedException {
    administration.add(BOB, "pw", Optional.of("Bob"), Node.UNRECORDED);
    node.register(BOB);
    assertThat(administration.change(BOB, "new", Optional.empty(), Node.UNRECORDED))
        .isEqualTo(new Listed(BOB, Optional.of("Bob"), Source.STORED, 1));
    assertThat(administration.change(BOB, "new", Optional.of("Bobby"), Node.UNRECORDED).name())
        .contains("Bobby");
    assertThat(node.believes(BOB, "new")).isTrue();
  }

  @Test
  void removingAUserDropsTheRegistrations() throws UserRefusedException {
    administration.add(BOB, "pw", Optional.empty(), Node.UNRECORDED);
    node.register(BOB);
    assertThat(administration.remove(BOB, Node.UNRECORDED).devices()).isEqualTo(1);
    assertThat(bindings.bindings("sip:" + BOB + "@" + Node.DOMAIN, BindingStoreContract.NOW))
        .isEmpty();
    assertThat(node.clients.devices(StoreSamples.address("sip:" + BOB + "@" + Node.DOMAIN)))
        .isZero();
    assertThat(node.believes(BOB, "pw")).isFalse();
    assertThat(administration.add(BOB, "again", Optional.empty(), Node.UNRECORDED).devices())
        .isZero();
  }

  @Test
  void aConfiguredUserWinsAndIsNotChangedHere() throws UserRefusedException {
    refused(
        Reason.CONFLICT,
        "user",
        () -> administration.add(Node.ALICE, "x", Optional.empty(), Node.UNRECORDED));
    refused(
        Reason.CONFLICT,
        "user",
        () -> administration.change(Node.ALICE, "x", Optional.empty(), Node.UNRECORDED));
    refused(Reason.CONFLICT, "user", () -> administration.remove(Node.ALICE, Node.UNRECORDED));
    // Stored before the user came into the configuration.
    Node before = new Node(store, bindings);
    store.add(new StoredUser(Node.ALICE, Optional.of("Mallory"), Map.of()));
    before.administration.refresh();
    assertThat(before.believes(Node.ALICE, "secret")).isTrue();
    assertThat(before.administration.list()).hasSize(1);
    store.remove(Node.ALICE);
    before.administration.refresh();
    assertThat(before.believes(Node.ALICE, "secret")).isTrue();
  }

  @Test
  void aUserThatExistsIsNotAddedAgainOnAnyNode() throws UserRefusedException {
    administration.add(BOB, "pw", Optional.empty(), Node.UNRECORDED);
    refused(
        Reason.CONFLICT,
        "user",
        () -> administration.add(BOB, "x", Optional.empty(), Node.UNRECORDED));
    refused(
        Reason.CONFLICT,
        "user",
        () -> other.administration.add(BOB, "x", Optional.empty(), Node.UNRECORDED));
    assertThat(node.believes(BOB, "pw")).isTrue();
  }

  @Test
  void aNumberThatIsOnlyWrittenOtherwiseIsTaken() throws UserRefusedException {
    administration.add(BOB, "pw", Optional.empty(), Node.UNRECORDED);
    refused(
        Reason.CONFLICT,
        "user",
        () -> administration.add("+1-555-100-0002", "x", Optional.empty(), Node.UNRECORDED));
  }

  @Test
  void whoIsNotThereIsNeitherChangedNorRemoved() {
    refused(
        Reason.UNKNOWN,
        "user",
        () -> administration.change("bob", "x", Optional.empty(), Node.UNRECORDED));
    refused(Reason.UNKNOWN, "user", () -> administration.remove("bob", Node.UNRECORDED));
    refused(
        Reason.UNKNOWN,
        "user",
        () -> administration.remove(Node.ALICE + "@" + Node.DOMAIN, Node.UNRECORDED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a@b", "a;b", "<a>", "ä", "a\r\nb"})
  void aNameThatIsNoUserPartIsRefused(String name) {
    refused(
        Reason.WRONG,
        "user",
        () -> administration.add(name, "x", Optional.empty(), Node.UNRECORDED));
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "x, 257", "'a\tb', 1"})
  void aPasswordIsOneLine(String text, int times) {
    refused(
        Reason.WRONG,
        "password",
        () -> administration.add("bob", text.repeat(times), Optional.empty(), Node.UNRECORDED));
  }

  @Test
  void aDisplayNameIsOneLine() {
    refused(
        Reason.WRONG,
        "name",
        () -> administration.add("bob", "x", Optional.of("a\nb"), Node.UNRECORDED));
    refused(
        Reason.WRONG,
        "name",
        () -> administration.add("bob", "x", Optional.of("n".repeat(201)), Node.UNRECORDED));
  }
}
