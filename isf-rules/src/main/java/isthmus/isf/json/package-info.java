/**
 * The little JSON that this module reads and writes: stored explanations and workbooks.
 *
 * <p>Pure functions, safe for any thread. Depends on the JDK only.
 */
@NullMarked
package isthmus.isf.json;

import org.jspecify.annotations.NullMarked;
