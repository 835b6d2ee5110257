/**
 * The routing table in the shape of CPM SD appendix D: criteria as rows, services as columns, typed
 * cells; its readers for CSV and XLSX, and the plain meaning of a cell for a request.
 *
 * <p>Everything here is immutable and safe to share between threads; readers keep no state. A cell
 * is data: nothing read from a sheet is ever executed. Allowed dependencies: the JDK, the CPM
 * vocabulary and, inside the XLSX reader only, fastexcel-reader.
 */
@NullMarked
package isthmus.isf.table;

import org.jspecify.annotations.NullMarked;
