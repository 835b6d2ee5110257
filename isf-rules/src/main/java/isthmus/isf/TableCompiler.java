package isthmus.isf;

import isthmus.isf.table.RoutingTable;

/** Makes an evaluator of a table. Slow (tenths of a second); never called on a message's way. */
public interface TableCompiler {

  /**
   * Compiles a table.
   *
   * @throws TableRefusedException when the table cannot be compiled; nothing is left behind
   */
  CompiledTable compile(RoutingTable table) throws TableRefusedException;
}
