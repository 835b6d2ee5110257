package isthmus.gateway.cli;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The users of a running gateway's embedded core, from a shell. Every method gives the text to
 * print, and throws {@link CommandFailure} if the gateway does not answer or refuses.
 */
public interface UserDesk {

  /** All users: where they come from, and how many of their devices are registered. */
  String list(URI gateway) throws CommandFailure;

  /**
   * Adds a user.
   *
   * @param user a number such as +15551000001, or the name before the @
   * @param displayName what people call the user
   */
  String add(URI gateway, String user, String password, Optional<String> displayName)
      throws CommandFailure;

  /** Gives a user another password. */
  String changePassword(URI gateway, String user, String password) throws CommandFailure;

  /** Removes a user and the registrations of the user's devices. */
  String remove(URI gateway, String user) throws CommandFailure;

  /** What a user prefers and is permitted. */
  String preferences(URI gateway, String user) throws CommandFailure;

  /**
   * Changes some of it.
   *
   * @param members of the document; the others stay
   */
  String setPreferences(URI gateway, String user, Map<String, Object> members)
      throws CommandFailure;

  /** Removes all of it. */
  String clearPreferences(URI gateway, String user) throws CommandFailure;
}
