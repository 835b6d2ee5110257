package isthmus.isf.analysis;

/** How much a finding matters. */
public enum Severity {
  /** The rule set cannot do what it says. */
  ERROR,
  /** Most likely not what was meant. */
  WARNING,
  /** Worth knowing. */
  NOTE
}
