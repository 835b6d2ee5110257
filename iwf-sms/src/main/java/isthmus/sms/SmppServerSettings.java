package isthmus.sms;

import isthmus.sms.smpp.SmppServerConfig;
import java.util.List;

/**
 * Our side as an SMSC.
 *
 * @param listeners where to listen; each has its own bounds
 * @param accounts who may bind, at every listener
 */
public record SmppServerSettings(
    List<SmppServerConfig> listeners, List<SmppAccountSettings> accounts) {
  /** Copies the lists; at least one listener is needed. */
  public SmppServerSettings {
    listeners = List.copyOf(listeners);
    accounts = List.copyOf(accounts);
    if (listeners.isEmpty()) {
      throw new IllegalArgumentException("a server needs at least one listener");
    }
  }
}
