/**
 * The policy table: rows are rules, the first row that fits decides at each stage. Its cells are
 * typed values, never code; lists and maps of addresses are small tables of their own.
 *
 * <p>Immutable values and pure functions, safe for any thread. Depends on {@code
 * isthmus.isf.table}.
 */
@NullMarked
package isthmus.isf.policy;

import org.jspecify.annotations.NullMarked;
