package isthmus.isf.analysis;

/** What an analysis finds. */
public enum FindingCode {
  /** The table rules a service out for every kind of request. */
  SERVICE_NEVER_CHOSEN(Severity.WARNING),
  /** A service takes requests only of users whose own data say so. */
  SERVICE_ONLY_BY_USER_DATA(Severity.NOTE),
  /** Whenever a service could take a request, another one is preferred. */
  SERVICE_ALWAYS_BEATEN(Severity.WARNING),
  /** A column that is read as a service, and is most likely a misspelt heading about the row. */
  HEADING_MISSPELT(Severity.WARNING),
  /** A column of a service without function, most likely another service misspelt. */
  SERVICE_MISSPELT(Severity.WARNING),
  /** A column for whose service no interworking function is installed. */
  SERVICE_NOT_INSTALLED(Severity.NOTE),
  /** Kinds of requests that no installed service takes. */
  NO_SERVICE(Severity.WARNING),
  /** Without the row every outcome would be the same. */
  ROW_CHANGES_NOTHING(Severity.NOTE),
  /** Without the row every outcome of recorded requests would be the same. */
  ROW_CHANGES_NO_TRAFFIC(Severity.NOTE),
  /** Entries that rule out what other rows rule out in every case. */
  CELL_NEVER_MATTERS(Severity.NOTE),
  /** A service that is preferred to others by nothing but the place of its column. */
  TIE_BY_COLUMN_ORDER(Severity.NOTE),
  /** A table of weights in which every row weighs the same. */
  EQUAL_WEIGHTS(Severity.NOTE),
  /** A routing table that nothing selects. */
  TABLE_NEVER_USED(Severity.WARNING),
  /** A list that no condition names. */
  LIST_NEVER_USED(Severity.NOTE),
  /** A map that no action names. */
  MAP_NEVER_USED(Severity.NOTE),
  /** An entry of a list that another entry includes. */
  LIST_ENTRY_COVERED(Severity.NOTE),
  /** A map leads to an address that it would map again; it is asked once only. */
  MAP_CHAIN(Severity.NOTE),
  /** Addresses of a map that lead to each other in a circle. */
  MAP_CYCLE(Severity.WARNING),
  /** A policy row that fits only what an earlier row of its stage fits. */
  POLICY_ROW_UNREACHABLE(Severity.WARNING),
  /** A policy row whose conditions exclude each other or everything. */
  POLICY_ROW_NEVER_FITS(Severity.WARNING),
  /** Two policy rows that share requests and say opposite things; the upper one decides. */
  POLICY_ROWS_OVERLAP(Severity.NOTE),
  /** Without the policy row the rows below it would do the same. */
  POLICY_ROW_CHANGES_NOTHING(Severity.NOTE),
  /** Without the policy row every outcome of recorded requests would be the same. */
  POLICY_ROW_CHANGES_NO_TRAFFIC(Severity.NOTE),
  /** A policy row names a service that no routing table has a column for. */
  POLICY_UNKNOWN_SERVICE(Severity.ERROR),
  /** A policy row names a service for which no interworking function is installed. */
  POLICY_SERVICE_NOT_INSTALLED(Severity.WARNING),
  /** A policy row forces a service that its table rules out for all that the row fits. */
  POLICY_FORCES_INFEASIBLE(Severity.WARNING),
  /** A policy row names a table, list or map that is not there. */
  POLICY_UNKNOWN_REFERENCE(Severity.ERROR),
  /** A policy row puts a link in the place of content, and the gateway offers no links. */
  POLICY_LINK_NOT_OFFERED(Severity.ERROR),
  /** A table of which only a part was looked at. */
  ANALYSIS_INCOMPLETE(Severity.NOTE);

  private final Severity severity;

  FindingCode(Severity severity) {
    this.severity = severity;
  }

  /** How much it matters. */
  public Severity severity() {
    return severity;
  }
}
