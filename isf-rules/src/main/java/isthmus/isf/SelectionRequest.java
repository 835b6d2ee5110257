package isthmus.isf;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.Party;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.UserAnswers;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
 * @param circumstances what the policy table looks at besides
 * @param version the rule set that selected before, which finishes what it began; empty for the one
 *     that rules
 * @param preview what the request would contain after changes of its content
 */
public record SelectionRequest(
    RequestFacts facts,
    Optional<ServiceIdentifier> identifier,
    RecipientAddresses recipient,
    Set<String> originatorServices,
    Set<String> installed,
    UserAnswers user,
    Map<String, String> failed,
    int attempt,
    Circumstances circumstances,
    OptionalLong version,
    ContentPreview preview) {

  /** Checks the components and copies the collections. */
  public SelectionRequest {
    requireNonNull(circumstances);
    requireNonNull(version);
    requireNonNull(preview);
    originatorServices = Set.copyOf(originatorServices);
    installed = Set.copyOf(installed);
    failed = Map.copyOf(failed);
    if (attempt < 1) {
      throw new IllegalArgumentException("attempts count from 1: " + attempt);
    }
  }

  /**
   * A first attempt without an identifier, with nothing known about the user and the circumstances;
   * add with the {@code with} methods.
   */
  public static SelectionRequest of(
      RequestFacts facts,
      RecipientAddresses recipient,
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
        1,
        Circumstances.of(Party.UNKNOWN, Party.UNKNOWN, Instant.EPOCH),
        OptionalLong.empty(),
        ContentPreview.ESTIMATE);
  }

  /** The same with the service identifier that accompanies the recipient (CPM SD §5.3.1.2). */
  public SelectionRequest withIdentifier(ServiceIdentifier accompanying) {
    return with(facts, Optional.of(accompanying), user, failed, attempt);
  }

  /** The same with what is known about the user (CPM SD appendix D). */
  public SelectionRequest withUser(UserAnswers known) {
    return with(facts, identifier, known, failed, attempt);
  }

  /** The same request with other contents or streams. */
  public SelectionRequest withFacts(RequestFacts other) {
    return with(other, identifier, user, failed, attempt);
  }

  /** The same request after services failed for good, as the given attempt. */
  public SelectionRequest reattempt(Map<String, String> failedServices, int number) {
    return with(facts, identifier, user, failedServices, number);
  }

  /** The same with what the policy table looks at besides the facts. */
  public SelectionRequest withCircumstances(Circumstances known) {
    return with(known, version, preview);
  }

  /** To be answered by the rule set of a version, even if another one rules now. */
  public SelectionRequest withVersion(long selectedBy) {
    return with(circumstances, OptionalLong.of(selectedBy), preview);
  }

  /** The same with somebody who knows what changes of the content come to. */
  public SelectionRequest withPreview(ContentPreview after) {
    return with(circumstances, version, after);
  }

  private SelectionRequest with(
      RequestFacts newFacts,
      Optional<ServiceIdentifier> newIdentifier,
      UserAnswers newUser,
      Map<String, String> newFailed,
      int newAttempt) {
    return new SelectionRequest(
        newFacts,
        newIdentifier,
        recipient,
        originatorServices,
        installed,
        newUser,
        newFailed,
        newAttempt,
        circumstances,
        version,
        preview);
  }

  private SelectionRequest with(
      Circumstances newCircumstances, OptionalLong newVersion, ContentPreview newPreview) {
    return new SelectionRequest(
        facts,
        identifier,
        recipient,
        originatorServices,
        installed,
        user,
        failed,
        attempt,
        newCircumstances,
        newVersion,
        newPreview);
  }
}
