/**
 * What can be said about rule sets before they rule: how two workbooks differ, what is odd about a
 * rule set, and what it would have done with recorded requests.
 *
 * <p>Pure functions over immutable values, safe for any thread; nothing here decides about
 * messages. Depends on {@code isthmus.isf}, its {@code book}, {@code policy} and {@code table}.
 */
@NullMarked
package isthmus.isf.analysis;

import org.jspecify.annotations.NullMarked;
