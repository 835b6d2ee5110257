package isthmus.isf;

/**
 * What the specification leaves to the service provider.
 *
 * @param whenIdentifiedIsInfeasible what happens to a request accompanied by a service identifier
 *     when that service cannot take it
 * @param invalidAddress what a recipient without a valid address in a service means
 */
public record SelectionSettings(
    WhenIdentifiedIsInfeasible whenIdentifiedIsInfeasible, InvalidAddress invalidAddress) {

  /** Try other services; only services that reach the recipient are candidates. */
  public static final SelectionSettings DEFAULT =
      new SelectionSettings(WhenIdentifiedIsInfeasible.TRY_OTHERS, InvalidAddress.EXCLUDES_SERVICE);

  /** Choices for a request whose accompanying identifier names an infeasible service. */
  public enum WhenIdentifiedIsInfeasible {
    TRY_OTHERS,
    REJECT
  }

  /** Choices for a recipient without a valid address in a service. */
  public enum InvalidAddress {
    /** Such a service is no candidate; the request is rejected only if nothing else is left. */
    EXCLUDES_SERVICE,
    /**
     * The service is selected without regard to the address, and the request is rejected when the
     * address is not valid for it (CPM SD §5.3.1.2 NOTE 1, to the letter).
     */
    REJECTS_REQUEST
  }
}
