/**
 * Addresses of CPM users and of people outside CPM.
 *
 * <p>Immutable values; safe for use by any thread. Depends on nothing but the JDK.
 */
@NullMarked
package isthmus.cpm.address;

import org.jspecify.annotations.NullMarked;
