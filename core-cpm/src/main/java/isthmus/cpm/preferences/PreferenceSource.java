package isthmus.cpm.preferences;

import isthmus.cpm.address.Identity;

/** Where preferences come from: today the gateway's own tables, later an XDMS. */
@FunctionalInterface
public interface PreferenceSource {
  /**
   * The preferences of a user; {@link UserPreferences#NONE} when there are none. Must not block.
   */
  UserPreferences of(Identity user);
}
