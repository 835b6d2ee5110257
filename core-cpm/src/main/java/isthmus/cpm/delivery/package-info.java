/**
 * A delivery: one message, or one notification about a message, on its way to one recipient, over
 * all attempts. The words that the pipeline and the stores share.
 *
 * <p>Values only: immutable, safe to share between threads.
 */
@NullMarked
package isthmus.cpm.delivery;

import org.jspecify.annotations.NullMarked;
