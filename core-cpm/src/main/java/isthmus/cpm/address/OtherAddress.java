package isthmus.cpm.address;

import java.util.Locale;
import java.util.Optional;

/**
 * An address of any other scheme, such as {@code wv:}, taken as it is (RFC 2396).
 *
 * @param scheme in lower case
 * @param schemeSpecificPart everything behind the colon, untouched
 */
public record OtherAddress(String scheme, String schemeSpecificPart) implements Address {

  /** Checks that it is a URI. */
  public OtherAddress {
    scheme = scheme.toLowerCase(Locale.ROOT);
    if (!isScheme(scheme) || !isSchemeSpecificPart(schemeSpecificPart)) {
      throw new IllegalArgumentException("not a URI");
    }
  }

  /** RFC 3986 §3.1. */
  static boolean isScheme(String text) {
    return !text.isEmpty()
        && isLetter(text.charAt(0))
        && text.chars()
            .allMatch(c -> isLetter(c) || (c >= '0' && c <= '9') || "+-.".indexOf(c) >= 0);
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isSchemeSpecificPart(String text) {
    return !text.isEmpty()
        && text.chars().noneMatch(c -> c <= ' ' || c == '<' || c == '>' || c == 127);
  }

  @Override
  public String uri() {
    return scheme + ":" + schemeSpecificPart;
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
    return false;
  }
}
