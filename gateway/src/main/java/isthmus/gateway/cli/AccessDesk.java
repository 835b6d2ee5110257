package isthmus.gateway.cli;

import java.util.List;
import java.util.Optional;

/** Accounts, tokens and audit of a gateway; all answers are text. */
public interface AccessDesk extends AutoCloseable {
  /** All accounts. */
  String accounts() throws CommandFailure;

  /** Adds a local account. */
  String addAccount(String name, List<String> roles, String password) throws CommandFailure;

  /** Changes an account; what is absent stays. */
  String changeAccount(String name, AccountChange change) throws CommandFailure;

  /** Removes an account. */
  String removeAccount(String name) throws CommandFailure;

  /** The tokens of an account. */
  String tokens(Owner owner) throws CommandFailure;

  /** Makes a token and gives its text, roles empty for all that the owner has. */
  String addToken(Owner owner, String name, List<String> roles, int days) throws CommandFailure;

  /** Removes a token. */
  String removeToken(Owner owner, long id) throws CommandFailure;

  /** The newest rows of the audit. */
  String audit(int limit) throws CommandFailure;

  /** Whether the audit is in order; fails when not. */
  String verifyAudit(Optional<KeptRow> kept) throws CommandFailure;

  @Override
  void close();

  /**
   * What is to be changed of an account.
   *
   * @param roles words
   */
  record AccountChange(
      Optional<List<String>> roles, Optional<String> password, Optional<Boolean> disabled) {}

  /**
   * Whose tokens.
   *
   * @param name an account; empty for the one of {@code ISTHMUS_TOKEN}
   * @param password proves it where the database itself is not at hand
   */
  record Owner(String name, Optional<String> password) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A row of the audit that somebody kept elsewhere. */
  record KeptRow(long id, String hash) {}
}
