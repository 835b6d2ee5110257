package isthmus.gateway.demo;

import isthmus.cpm.sip.Hop;
import java.time.Duration;

/**
 * A CPM user as a client knows itself.
 *
 * @param number phone number in E.164 form with a plus sign; also the user name
 * @param password never printed
 * @param name shown to people
 * @param domain SIP domain of the core
 * @param core where all requests go: registrar and outbound proxy
 * @param expires asked for at registration; renewed at half of it
 */
public record CpmAccount(
    String number, String password, String name, String domain, Hop core, Duration expires) {

  /** The public identity. */
  public String uri() {
    return "sip:" + number + "@" + domain;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return name + " " + uri();
  }
}
