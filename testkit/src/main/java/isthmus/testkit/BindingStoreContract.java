package isthmus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.registration.Binding;
import isthmus.cpm.registration.BindingStore;
import isthmus.cpm.registration.RegistrarAnswer;
import isthmus.cpm.registration.Registration;
import isthmus.cpm.sip.Hop;
import isthmus.cpm.sip.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link BindingStore} keeps; a test of an implementation implements this. */
public interface BindingStoreContract {
  /** An empty store. */
  BindingStore store();

  /** Whole seconds, so that any database keeps it. */
  Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

  static Binding binding(String aor, String contact, int qPermille, long secondsLeft) {
    return new Binding(
        aor,
        contact,
        Optional.of("<urn:uuid:" + contact + ">"),
        OptionalInt.of(1),
        "call-" + contact,
        7,
        qPermille,
        NOW.plusSeconds(secondsLeft),
        Map.of("+sip.instance", "<urn:uuid:" + contact + ">", "+g.gsma.rcs.msgrevoke", ""),
        List.of("<sip:edge.example.org;lr>"),
        new Hop(Transport.TCP, "192.0.2.9", 51_234),
        Optional.of("linphone \"5\""));
  }

  private static Registration keep(List<Binding> bindings) {
    return new Registration(new RegistrarAnswer.Registered(bindings), bindings);
  }

  private static Registration add(BindingStore store, Binding added) {
    return store.change(
        added.aor(),
        current -> {
          List<Binding> more = new ArrayList<>(current);
          more.add(added);
          return keep(more);
        });
  }

  @Test
  default void aBindingComesBackAsItWasKept() {
    BindingStore store = store();
    Binding kept = binding("sip:a@example.org", "sip:a@h1", 500, 60);
    assertThat(add(store, kept)).isEqualTo(keep(List.of(kept)));
    assertThat(store.bindings("sip:a@example.org", NOW)).containsExactly(kept);
    assertThat(store.bindings("sip:b@example.org", NOW)).isEmpty();
  }

  @Test
  default void bindingsAreGivenByPreferenceAndThenTheLatestFirst() {
    BindingStore store = store();
    Binding low = binding("sip:a@example.org", "sip:a@low", 100, 60);
    Binding older = binding("sip:a@example.org", "sip:a@older", 1000, 60);
    Binding newer = binding("sip:a@example.org", "sip:a@newer", 1000, 60);
    List.of(low, older, newer).forEach(each -> add(store, each));
    assertThat(store.bindings("sip:a@example.org", NOW)).containsExactly(newer, older, low);
  }

  @Test
  default void anExpiredBindingIsNotGivenAndCanBeRemoved() {
    BindingStore store = store();
    Binding gone = binding("sip:a@example.org", "sip:a@gone", 1000, 0);
    Binding live = binding("sip:a@example.org", "sip:a@live", 1000, 1);
    List.of(gone, live).forEach(each -> add(store, each));
    assertThat(store.bindings("sip:a@example.org", NOW)).containsExactly(live);
    assertThat(store.removeExpired(NOW)).isEqualTo(1);
    assertThat(store.removeExpired(NOW)).isZero();
    assertThat(store.bindings("sip:a@example.org", NOW)).containsExactly(live);
  }

  @Test
  default void aChangeReplacesAllBindingsOfItsUserAndNoOthers() {
    BindingStore store = store();
    Binding other = binding("sip:b@example.org", "sip:b@h", 1000, 60);
    add(store, other);
    add(store, binding("sip:a@example.org", "sip:a@h1", 1000, 60));
    store.change("sip:a@example.org", current -> keep(List.of()));
    assertThat(store.bindings("sip:a@example.org", NOW)).isEmpty();
    assertThat(store.bindings("sip:b@example.org", NOW)).containsExactly(other);
  }

  @Test
  default void changesOfOneUserAtTheSameTimeAllCount() throws Exception {
    BindingStore store = store();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Registration>> changes = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Binding added = binding("sip:a@example.org", "sip:a@h" + i, 1000, 60);
        changes.add(threads.submit(() -> add(store, added)));
      }
      for (Future<Registration> change : changes) {
        assertThat(change.get().bindings()).isNotEmpty();
      }
    }
    assertThat(store.bindings("sip:a@example.org", NOW)).hasSize(20);
  }
}
