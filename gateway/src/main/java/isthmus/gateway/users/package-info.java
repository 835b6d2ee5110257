/**
 * The CPM users that this gateway knows: in embedded mode the users of its own registrar, behind an
 * IMS core those whom the core told of; and the administration of the former.
 *
 * <p>Thread rule: look-ups are answered from memory and may be made by any thread; registration and
 * administration block on the database and have threads of their own. Depends on core-cpm, on the
 * ports of {@code gateway.flow} and on {@code gateway.console.http}.
 */
@NullMarked
package isthmus.gateway.users;

import org.jspecify.annotations.NullMarked;
