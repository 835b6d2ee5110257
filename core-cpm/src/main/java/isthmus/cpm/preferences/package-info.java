/**
 * What CPM users prefer (CPM SD §5.4), as far as the participating function and the Interworking
 * Selection Function ask for it.
 *
 * <p>Values and one port. Immutable, safe to share between threads.
 */
@NullMarked
package isthmus.cpm.preferences;

import org.jspecify.annotations.NullMarked;
