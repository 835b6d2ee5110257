package isthmus.cpm.preferences;

import isthmus.cpm.address.Identity;
import java.util.Collection;

/** Where preferences come from: today the gateway's own tables, later an XDMS. */
@FunctionalInterface
public interface PreferenceSource {
  /**
   * The preferences of a user; {@link UserPreferences#NONE} when there are none. Answers from
   * memory, never blocks: see {@link #whenKnown}.
   */
  UserPreferences of(Identity user);

  /**
   * Goes on as soon as {@link #of} answers for these users with what is stored: at once, in this
   * thread, for all who have nothing stored or are in memory; else later, in another thread. When
   * the source is away it goes on with what is known.
   *
   * @param next runs exactly once
   */
  default void whenKnown(Collection<Identity> users, Runnable next) {
    next.run();
  }
}
