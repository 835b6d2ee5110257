/**
 * The Interworking Selection Function (CPM SD §5.3.1.2): which service a message takes, and why.
 *
 * <p>Decisions may be asked for by any number of threads. Depends on {@code isthmus.cpm} only; the
 * rule engine is invisible outside this module.
 */
@NullMarked
package isthmus.isf;

import org.jspecify.annotations.NullMarked;
