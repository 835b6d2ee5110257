package isthmus.gateway.access;

import isthmus.gateway.store.PostgresAccounts.Account;
import isthmus.gateway.store.PostgresAccounts.Identity;
import isthmus.gateway.store.PostgresAudit.Examined;
import isthmus.gateway.store.PostgresAudit.Recorded;
import isthmus.gateway.store.PostgresTokens.Token;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Accounts, tokens and audit as tables for a shell. */
public final class AccessText {
  private AccessText() {}

  /** A line for each account. */
  public static String accounts(List<Account> accounts) {
    StringBuilder text =
        new StringBuilder(
            "%-24s %-24s %-9s %-20s %s%n"
                .formatted("NAME", "ROLES", "STATE", "LAST LOG-IN", "FROM"));
    for (Account account : accounts) {
      text.append(
          "%-24s %-24s %-9s %-20s %s%n"
              .formatted(
                  account.name(),
                  String.join(",", account.roles()),
                  account.disabled() ? "disabled" : "enabled",
                  account.loginAt().map(AccessText::second).orElse("never"),
                  account.identity().map(Identity::issuer).orElse("local")));
    }
    return text.toString();
  }

  /** A line for each token. */
  public static String tokens(List<Token> tokens) {
    StringBuilder text =
        new StringBuilder(
            "%6s %-24s %-24s %-20s %s%n".formatted("ID", "NAME", "ROLES", "ENDS", "LAST USED"));
    for (Token token : tokens) {
      text.append(
          "%6d %-24s %-24s %-20s %s%n"
              .formatted(
                  token.id(),
                  token.name(),
                  String.join(",", token.roles()),
                  second(token.endsAt()),
                  token.usedAt().map(AccessText::second).orElse("never")));
    }
    return text.toString();
  }

  /** A line for each row. */
  public static String audit(List<Recorded> rows) {
    StringBuilder text = new StringBuilder();
    for (Recorded row : rows) {
      text.append(
          "%d %s %s@%s %s %s %s%n"
              .formatted(
                  row.id(),
                  second(row.at()),
                  row.entry().who(),
                  row.entry().peer(),
                  row.entry().what(),
                  row.entry().subject(),
                  row.entry().detail()));
    }
    return text.toString();
  }

  /** One line: all is well, or what is not. */
  public static String examined(Examined examined) {
    return examined
        .trouble()
        .map(
            trouble ->
                "the audit is NOT in order: %s; rows before it that are: %d%n"
                    .formatted(trouble, examined.rows()))
        .orElseGet(
            () ->
                "the audit is in order: rows %d, head %s%n"
                    .formatted(examined.rows(), examined.rows() == 0 ? "none" : examined.head()));
  }

  private static String second(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
