/**
 * CPM requests as values: what travels through the functions, whichever leg it came from.
 *
 * <p>Immutable, safe to share between threads. Depends on {@code cpm.address}, {@code
 * cpm.conversation}, {@code cpm.disposition} and on the value types of {@code cpm.codec.mime}.
 */
@NullMarked
package isthmus.cpm.message;

import org.jspecify.annotations.NullMarked;
