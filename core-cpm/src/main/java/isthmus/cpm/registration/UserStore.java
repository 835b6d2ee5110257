package isthmus.cpm.registration;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Users of the embedded core that were added while it runs, for one realm, shared by all nodes.
 * Implementations are safe for any thread and may block.
 */
public interface UserStore {
  /** Adds a user; false when there is one of this name. */
  boolean add(StoredUser user);

  /** Replaces a user's digests, and the display name if one is given; false when unknown. */
  boolean change(StoredUser user);

  /** Removes a user and the digests; false when unknown. */
  boolean remove(String name);

  /**
   * What became of users after a revision; no change is ever left out.
   *
   * @param revision of the answer before; 0 for everything
   */
  Changes since(long revision);

  /**
   * A user.
   *
   * @param name the user part of the address
   * @param digests H(A1) by the user name that a client may send: each is hashed into its own
   */
  record StoredUser(
      String name, Optional<String> displayName, Map<String, Credential.Digests> digests) {
    /** Copies the map. */
    public StoredUser {
      requireNonNull(name);
      requireNonNull(displayName);
      digests = Map.copyOf(digests);
    }
  }

  /** What became of one user. */
  sealed interface Change {
    /** The user's name. */
    String name();

    /** The user is there, like this. */
    record Present(StoredUser user) implements Change {
      @Override
      public String name() {
        return user.name();
      }
    }

    /** The user is gone. */
    record Removed(String name) implements Change {}
  }

  /**
   * Changes in their order.
   *
   * @param revision where to go on
   */
  record Changes(List<Change> changes, long revision) {
    /** Copies the list. */
    public Changes {
      changes = List.copyOf(changes);
    }
  }
}
