package isthmus.isf;

import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RowVerdict;
import isthmus.isf.table.UserAnswers;
import java.util.List;

/** A table ready to be asked, by any number of threads at once. */
public interface CompiledTable extends AutoCloseable {

  /** The rows that concern the request with what each cell said, top row first. */
  List<RowVerdict> evaluate(RequestFacts request, UserAnswers user);

  /** Frees what the table holds. Called once, when nobody is asking any more. */
  @Override
  void close();
}
