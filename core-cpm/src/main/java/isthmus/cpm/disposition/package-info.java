/**
 * Disposition notifications as the CPM functions see them: what was asked for and what happened
 * (CPM SD §5.2.6, RFC 5438). The bytes are in {@code cpm.codec.imdn}.
 *
 * <p>Values only: immutable, safe to share between threads.
 */
@NullMarked
package isthmus.cpm.disposition;

import org.jspecify.annotations.NullMarked;
