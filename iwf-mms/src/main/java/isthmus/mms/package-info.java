/**
 * The interworking function for MMS.
 *
 * <p>Safe for use by any thread. Depends on {@code isthmus.cpm} only.
 */
@NullMarked
package isthmus.mms;

import org.jspecify.annotations.NullMarked;
