/**
 * Sheets as operators write them: text in a grid, before it gets a meaning; files (CSV, XLSX, JSON)
 * to sheets and back, and sheets to rule sets with the places of everything. Drafts, imports,
 * exports and comparisons work on sheets, so that what cannot be read yet is not lost.
 *
 * <p>Immutable values and pure functions, safe for any thread. A cell is data: nothing read from a
 * sheet is ever executed. Depends on {@code isthmus.isf.policy} and {@code isthmus.isf.table}; the
 * only package that knows the spreadsheet library.
 */
@NullMarked
package isthmus.isf.book;

import org.jspecify.annotations.NullMarked;
