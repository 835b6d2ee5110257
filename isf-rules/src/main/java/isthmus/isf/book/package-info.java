/**
 * Sheets as operators write them: text in a grid, before it gets a meaning. Drafts, imports,
 * exports and comparisons work on these, so that what cannot be read yet is not lost.
 *
 * <p>Immutable values, safe for any thread. Depends on {@code isthmus.isf.table} for problems only.
 */
@NullMarked
package isthmus.isf.book;

import org.jspecify.annotations.NullMarked;
