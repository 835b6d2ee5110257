package isthmus.cpm.address;

import java.util.Locale;
import java.util.Optional;

/**
 * One mailbox (RFC 6068).
 *
 * @param localPart as written, case kept
 * @param domain in lower case, in its ASCII form
 */
public record MailtoAddress(String localPart, String domain) implements Address {

  /** Checks the two halves. */
  public MailtoAddress {
    domain = domain.toLowerCase(Locale.ROOT);
    if (!isLocalPart(localPart) || !(Hosts.isHostName(domain) || Hosts.isMailLiteral(domain))) {
      throw new IllegalArgumentException("not a mailbox");
    }
  }

  /** RFC 5321 §4.1.2 {@code Local-part}, with the characters of RFC 6531. */
  static boolean isLocalPart(String text) {
    if (text.isEmpty() || text.length() > 64) {
      return false;
    }
    if (text.length() > 2 && text.startsWith("\"") && text.endsWith("\"")) {
      return isQuoted(text);
    }
    return !text.startsWith(".")
        && !text.endsWith(".")
        && !text.contains("..")
        && text.chars().noneMatch(c -> c <= ' ' || c == 127 || "()<>[]:;@\\,\"".indexOf(c) >= 0);
  }

  private static boolean isQuoted(String text) {
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        if (i == text.length() - 1) {
          return false;
        }
      }
      if (text.charAt(i) < ' ' || text.charAt(i) == 127 || c == '"') {
        return false;
      }
    }
    return true;
  }

  /** The mailbox as mail software writes it. */
  public String mailbox() {
    return localPart + "@" + domain;
  }

  @Override
  public String uri() {
    return "mailto:" + Escapes.encode(localPart, Escapes.MAIL_LOCAL) + "@" + domain;
  }

  @Override
  public Identity identity() {
    return new Identity(uri());
  }

  @Override
  public Optional<PhoneNumber> phoneNumber() {
    return Optional.empty();
  }

  @Override
  public boolean isAnonymous() {
    return domain.equals("anonymous.invalid");
  }
}
