package isthmus.isf;

/** What keeps a service from taking a request. */
public sealed interface RuledOut {

  /** A row of the table, by its id. */
  record ByRow(String row) implements RuledOut {}

  /** No interworking function is installed for it. */
  record NotInstalled() implements RuledOut {}

  /** It was tried and failed for good. */
  record AlreadyFailed(String reason) implements RuledOut {}

  /** The originator has no routable address in it and cannot be assigned one. */
  record NoOriginatorAddress() implements RuledOut {}

  /** The recipient has no valid address in it. */
  record AddressNotValid(String reason) implements RuledOut {}
}
