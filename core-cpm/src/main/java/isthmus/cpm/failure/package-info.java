/**
 * What can go wrong with a delivery, in one vocabulary for every leg.
 *
 * <p>Values only: immutable, safe to share between threads. Depends on nothing but the JDK.
 */
@NullMarked
package isthmus.cpm.failure;

import org.jspecify.annotations.NullMarked;
