package isthmus.isf;

/** Why no service was selected. */
public enum RejectionReason {
  /** No service can take the request. */
  NO_FEASIBLE_SERVICE,
  /** The originator has no routable address in any service that could take it. */
  NO_ORIGINATOR_ADDRESS,
  /** A disposition notification came without a service identifier. */
  NO_SERVICE_IDENTIFIER,
  /** The service identifier names a service that is not known here. */
  UNKNOWN_SERVICE,
  /** The recipient's address is not valid for the service (§5.3.1.2 NOTE 1). */
  ADDRESS_NOT_VALID,
  /** No interworking function is installed for the service. */
  NOT_INSTALLED,
  /** A row of the policy table rejects it. */
  POLICY;

  /** The reason in a few words for people, the same for all that are rejected for it. */
  public String words() {
    return switch (this) {
      case NO_FEASIBLE_SERVICE -> "no service can take it";
      case NO_ORIGINATOR_ADDRESS -> "the originator has no address";
      case NO_SERVICE_IDENTIFIER -> "no service identifier";
      case UNKNOWN_SERVICE -> "unknown service";
      case ADDRESS_NOT_VALID -> "the recipient cannot be reached";
      case NOT_INSTALLED -> "no function is installed";
      case POLICY -> "the policy rejects it";
    };
  }
}
