package isthmus.isf;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.UserAnswers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request for which a service is to be selected.
 *
 * @param facts what the routing table looks at
 * @param identifier the service identifier that accompanies the recipient's address
 * @param recipient the recipient's addresses
 * @param originatorServices services in which the originator has or can be assigned a routable
 *     address
 * @param installed services for which an interworking function is installed
 * @param user what is known about the user for user-specific rows
 * @param failed services that were tried and failed for good, with the reason for people
 * @param attempt 1 for the first selection
 */
public record SelectionRequest(
    RequestFacts facts,
    Optional<ServiceIdentifier> identifier,
    Recipient recipient,
    Set<String> originatorServices,
    Set<String> installed,
    UserAnswers user,
    Map<String, String> failed,
    int attempt) {

  public SelectionRequest {
    originatorServices = Set.copyOf(originatorServices);
    installed = Set.copyOf(installed);
    failed = Map.copyOf(failed);
    if (attempt < 1) {
      throw new IllegalArgumentException("attempts count from 1: " + attempt);
    }
  }

  /** A first attempt without an identifier, with nothing known about the user. */
  public static SelectionRequest of(
      RequestFacts facts,
      Recipient recipient,
      Set<String> originatorServices,
      Set<String> installed) {
    return new SelectionRequest(
        facts,
        Optional.empty(),
        recipient,
        originatorServices,
        installed,
        UserAnswers.NONE,
        Map.of(),
        1);
  }

  public SelectionRequest withIdentifier(ServiceIdentifier accompanying) {
    return new SelectionRequest(
        facts,
        Optional.of(accompanying),
        recipient,
        originatorServices,
        installed,
        user,
        failed,
        attempt);
  }

  public SelectionRequest withUser(UserAnswers known) {
    return new SelectionRequest(
        facts, identifier, recipient, originatorServices, installed, known, failed, attempt);
  }

  /** The same request after services failed for good, as the given attempt. */
  public SelectionRequest reattempt(Map<String, String> failedServices, int number) {
    return new SelectionRequest(
        facts, identifier, recipient, originatorServices, installed, user, failedServices, number);
  }
}
