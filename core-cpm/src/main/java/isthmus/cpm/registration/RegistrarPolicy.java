package isthmus.cpm.registration;

import java.time.Duration;

/**
 * Bounds of registrations.
 *
 * @param minExpires shorter ones are refused with 423 (RFC 3261 §10.3, step 7)
 * @param maxExpires longer ones are shortened to it
 * @param defaultExpires where the client asks for none
 * @param maxDevices bindings of one user
 */
public record RegistrarPolicy(
    Duration minExpires, Duration maxExpires, Duration defaultExpires, int maxDevices) {
  public RegistrarPolicy {
    boolean ordered =
        minExpires.compareTo(defaultExpires) <= 0 && defaultExpires.compareTo(maxExpires) <= 0;
    if (!ordered || minExpires.isNegative() || maxDevices < 1) {
      throw new IllegalArgumentException(
          "registration needs 0 <= minExpires <= defaultExpires <= maxExpires and a device");
    }
    if (minExpires.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "minExpires is at most one hour: a registrar must not refuse longer ones");
    }
  }

  public static RegistrarPolicy defaults() {
    return new RegistrarPolicy(
        Duration.ofSeconds(60), Duration.ofHours(2), Duration.ofHours(1), 10);
  }
}
