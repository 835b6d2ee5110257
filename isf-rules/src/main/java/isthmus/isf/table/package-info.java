/**
 * The routing table in the shape of CPM SD appendix D: criteria as rows, services as columns, typed
 * cells; how their text is read, and the plain meaning of a cell for a request.
 *
 * <p>Everything here is immutable and safe to share between threads. A cell is data: nothing read
 * from a sheet is ever executed. Allowed dependencies: the JDK and the CPM vocabulary.
 */
@NullMarked
package isthmus.isf.table;

import org.jspecify.annotations.NullMarked;
