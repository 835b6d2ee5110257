/**
 * Port numbers for servers of this machine that cannot be given port 0.
 *
 * <p>Safe to share between threads. Depends on nothing but the JDK.
 */
@NullMarked
package isthmus.cpm.port;

import org.jspecify.annotations.NullMarked;
