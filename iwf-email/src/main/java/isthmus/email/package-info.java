/**
 * The interworking function for email.
 *
 * <p>Safe for use by any thread. Depends on {@code isthmus.cpm} only.
 */
@NullMarked
package isthmus.email;

import org.jspecify.annotations.NullMarked;
