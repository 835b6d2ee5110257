package isthmus.isf.table;

/** What a row says about the services (CPM SD appendix D). */
public enum RowKind {
  /** A threshold up to which the service fulfils the criterion. */
  LIMIT,
  /** What a request contains and the service must be able to carry. */
  CAPABILITY,
  /** What the service provider allows for the user or the user's service class. */
  PERMISSION,
  /** What the service provider or the user likes. */
  PREFERENCE
}
