/**
 * A draft as pure values: sheets of text cells whose rows and columns have keys that stay, the
 * operations that change them, and how edits of several people are merged. Nothing here reads what
 * a cell means, so that what is wrong can be written down on the way to what is right.
 *
 * <p>Immutable values, safe for any thread; no socket, no database, no clock. Depends on {@code
 * isthmus.isf.book} and, for operations as JSON, on Jackson.
 */
@NullMarked
package isthmus.gateway.rules.draft;

import org.jspecify.annotations.NullMarked;
