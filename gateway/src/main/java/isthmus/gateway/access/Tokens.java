package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.store.PostgresAccounts.Account;
import isthmus.gateway.store.PostgresTokens;
import isthmus.gateway.store.PostgresTokens.Token;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Personal tokens: how a shell or a program proves who it is. */
public final class Tokens {
  /** How each begins, so that one that leaks is recognised by those who look for such things. */
  static final String PREFIX = "isthmus_";

  static final int DEFAULT_DAYS = 90;
  static final int MOST_DAYS = 366;
  private static final int MOST = 50;
  private static final int MOST_NAME = 60;

  private final PostgresTokens store;
  private final Runnable changed;

  Tokens(PostgresTokens store, Runnable changed) {
    this.store = requireNonNull(store);
    this.changed = requireNonNull(changed);
  }

  /**
   * A token that was made.
   *
   * @param text what its owner must keep: it is told this once
   */
  public record Made(Token token, String text) {
    @Override
    public String toString() {
      return token + " ***";
    }
  }

  /** The tokens of an account. */
  public List<Token> list(Account owner) {
    return store.list(owner);
  }

  /**
   * Makes a token.
   *
   * @param roles words, at most those of the owner; empty for all of them
   * @param days until it ends, 1 to 366
   * @throws AccessRefusedException 400 for what is wrong, 409 when there are too many
   */
  public Made add(Actor by, Account owner, String name, Collection<String> roles, int days) {
    String label = name.strip();
    if (label.isEmpty()
        || label.length() > MOST_NAME
        || !label
            .codePoints()
            .allMatch(c -> Character.isLetterOrDigit(c) || " ._-/@+".indexOf(c) >= 0)) {
      throw new AccessRefusedException(
          400, "name", "a token's name is 1 to 60 letters, digits, spaces and . _ - / @ +");
    }
    if (days < 1 || days > MOST_DAYS) {
      throw new AccessRefusedException(400, "days", "a token lasts 1 to 366 days");
    }
    List<String> words = roles.isEmpty() ? owner.roles() : AccountRules.roles(roles);
    AccountRules.known(words).stream()
        .filter(role -> !Admission.caller(owner).may(role))
        .findFirst()
        .ifPresent(
            role -> {
              throw new AccessRefusedException(
                  400, "roles", owner.name() + " is not " + AccountRules.word(role));
            });
    SecretKey key = SecretKey.presented(PREFIX + SecretKey.draw().reveal());
    Token token =
        store
            .add(
                owner,
                label,
                key.hash(),
                words,
                Duration.ofDays(days),
                MOST,
                by.entry(
                    "token-added",
                    owner.name(),
                    Map.of("token", label, "roles", words, "days", days)))
            .orElseThrow(
                () ->
                    new AccessRefusedException(
                        409, "", "at most " + MOST + " tokens; remove one first"));
    return new Made(token, key.reveal());
  }

  /**
   * Removes a token; who uses it is refused from then on.
   *
   * @throws AccessRefusedException 404 when the owner has no such token
   */
  public void remove(Actor by, Account owner, long id) {
    if (!store.remove(owner, id, by.entry("token-removed", owner.name(), Map.of("id", id)))) {
      throw new AccessRefusedException(404, "id", owner.name() + " has no token " + id);
    }
    changed.run();
  }
}
