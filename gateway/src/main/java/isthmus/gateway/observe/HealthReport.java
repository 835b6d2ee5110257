package isthmus.gateway.observe;

import isthmus.cpm.interworking.LinkStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the gateway is fit for traffic, and what speaks against it.
 *
 * @param live it answers; false is never seen, since then nothing answers
 * @param ready all checks are passed
 * @param checks one for each thing that readiness asks for
 * @param links every link, for people
 */
public record HealthReport(boolean live, boolean ready, List<Check> checks, List<Link> links) {
  /** Copies the lists. */
  public HealthReport {
    checks = List.copyOf(checks);
    links = List.copyOf(links);
  }

  /**
   * One thing that readiness asks for.
   *
   * @param name such as {@code database} or {@code service sms}
   * @param ok whether it is so
   * @param detail one line
   */
  public record Check(String name, boolean ok, String detail) {}

  /** One link. */
  public record Link(
      String service,
      String peer,
      String role,
      LinkStatus.State state,
      Instant since,
      Optional<String> lastError) {}
}
