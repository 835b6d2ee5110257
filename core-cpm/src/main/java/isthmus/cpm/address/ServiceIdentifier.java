package isthmus.cpm.address;

import java.util.Optional;

/**
 * The Non-CPM Communication Service Identifier (CPM SD §3.2): by which service a non-CPM principal
 * is reached.
 *
 * @param service such as {@code sms}, made of {@code a-z}, {@code 0-9} and hyphens
 * @param instance which of several connections of that service, in the same characters
 */
public record ServiceIdentifier(String service, Optional<String> instance) {

  /** Checks both words. */
  public ServiceIdentifier {
    if (!isWord(service) || instance.filter(word -> !isWord(word)).isPresent()) {
      throw new IllegalArgumentException("not a service identifier: " + service);
    }
  }

  /** A service without an instance. */
  public static ServiceIdentifier of(String service) {
    return new ServiceIdentifier(service, Optional.empty());
  }

  /** One instance of a service. */
  public static ServiceIdentifier of(String service, String instance) {
    return new ServiceIdentifier(service, Optional.of(instance));
  }

  /** Reads {@code service} or {@code service.instance}, in lower case. */
  public static ServiceIdentifier parse(String text) throws AddressException {
    int dot = text.indexOf('.');
    String service = dot < 0 ? text : text.substring(0, dot);
    Optional<String> instance = dot < 0 ? Optional.empty() : Optional.of(text.substring(dot + 1));
    if (!isWord(service) || instance.filter(word -> !isWord(word)).isPresent()) {
      throw new AddressException(
          AddressException.Reason.BAD_SERVICE_IDENTIFIER,
          0,
          "expected `service` or `service.instance` of a-z, 0-9 and hyphens");
    }
    return new ServiceIdentifier(service, instance);
  }

  private static boolean isWord(String text) {
    return !text.isEmpty()
        && text.length() <= 64
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  /** {@code sms} or {@code sms.s1}. */
  @Override
  public String toString() {
    return instance.map(name -> service + "." + name).orElse(service);
  }
}
