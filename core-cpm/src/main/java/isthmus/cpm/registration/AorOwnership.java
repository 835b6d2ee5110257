package isthmus.cpm.registration;

/** Which user may register which address of record. */
@FunctionalInterface
public interface AorOwnership {
  boolean owns(String username, String aor);

  /**
   * The address is {@code sip:username@domain}, whether or not the user name carries the domain.
   */
  static AorOwnership sameUserIn(String domain) {
    String suffix = "@" + domain;
    return (username, aor) -> {
      String user =
          username.endsWith(suffix)
              ? username.substring(0, username.length() - suffix.length())
              : username;
      return aor.equals(Aor.of("sip:" + user + suffix));
    };
  }
}
