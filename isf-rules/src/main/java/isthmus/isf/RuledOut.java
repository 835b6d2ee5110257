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

  /** A row of the policy table forbids it or forces another service. */
  record ByPolicy(String row) implements RuledOut {}

  /** A row of the policy table rewrote the recipient's address to one that is not valid in it. */
  record RewrittenAddressNotValid(String row, String reason) implements RuledOut {}

  /** A row of the policy table rewrote the originator's address to one that is not valid in it. */
  record RewrittenOriginatorNotValid(String row, String reason) implements RuledOut {}
}
