package isthmus.gateway.config.tree;

/** A section with rules that span more than one of its settings. */
public interface Checked {

  /** Says what is wrong in {@code complaints}; called once, when all settings have been read. */
  void check(Complaints complaints);
}
