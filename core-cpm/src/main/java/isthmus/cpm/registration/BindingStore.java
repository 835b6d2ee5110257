package isthmus.cpm.registration;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Where bindings are kept. Implementations are safe for any thread and may block. */
public interface BindingStore {
  /** A user's bindings that have not expired, highest q first, then the latest registered. */
  List<Binding> bindings(String aor, Instant now);

  /**
   * Replaces a user's bindings by what the function makes of them, as one step that no other change
   * of this user's overlaps, and returns what it returned. The function may be called again when
   * another node was faster; it must have no effect of its own.
   */
  Registration change(String aor, Function<List<Binding>, Registration> change);

  /** Drops what has expired, and returns how many. */
  int removeExpired(Instant now);
}
