package isthmus.gateway.cli;

import java.util.Map;
import java.util.Optional;

/**
 * The users of a running gateway's embedded core, from a shell. Every method gives the text to
 * print, and throws {@link CommandFailure} if the gateway does not answer or refuses.
 */
public interface UserDesk {

  /** All users: where they come from, and how many of their devices are registered. */
  String list(RemoteGateway gateway) throws CommandFailure;

  /**
   * Adds a user.
   *
   * @param user a number such as +15551000001, or the name before the @
   * @param displayName what people call the user
   */
  String add(RemoteGateway gateway, String user, String password, Optional<String> displayName)
      throws CommandFailure;

  /** Gives a user another password. */
  String changePassword(RemoteGateway gateway, String user, String password) throws CommandFailure;

  /** Removes a user and the registrations of the user's devices. */
  String remove(RemoteGateway gateway, String user) throws CommandFailure;

  /** What a user prefers and is permitted. */
  String preferences(RemoteGateway gateway, String user) throws CommandFailure;

  /**
   * Changes some of it.
   *
   * @param members of the document; the others stay
   */
  String setPreferences(RemoteGateway gateway, String user, Map<String, Object> members)
      throws CommandFailure;

  /** Removes all of it. */
  String clearPreferences(RemoteGateway gateway, String user) throws CommandFailure;
}
