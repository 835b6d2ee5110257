package isthmus.isf.table;

/** What a row that is not fulfilled does to a service. */
public enum Bearing {
  /** Rules the service out. */
  MANDATORY,
  /**
   * Rules the service out, but is dropped, lowest row first, when otherwise no service would be
   * left (appendix D: "a service provider might choose to overrule user preferences").
   */
  RELAXABLE,
  /** Rules nothing out; a fulfilled row counts for the service when ties are broken. */
  SOFT
}
