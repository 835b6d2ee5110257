/**
 * What operators ask before they activate: how rule sets differ, what is odd about one, and what it
 * would have done with recorded messages.
 *
 * <p>Thread rule: handlers run on the threads of their exchanges; what-ifs run on two threads of
 * their own at most, whatever is asked. Depends on {@code isthmus.isf}, {@code gateway.store} for
 * reading recorded traffic, {@code gateway.console.http} and {@code gateway.flow}.
 */
@NullMarked
package isthmus.gateway.whatif;

import org.jspecify.annotations.NullMarked;
