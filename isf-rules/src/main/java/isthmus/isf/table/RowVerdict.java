package isthmus.isf.table;

import java.util.List;

/**
 * A row that concerns the request, and what each service's cell said.
 *
 * @param rank the row's position in the table, 0 at the top
 * @param row the row
 * @param cells one for each column, in the table's order
 */
public record RowVerdict(int rank, TableRow row, List<CellVerdict> cells) {}
