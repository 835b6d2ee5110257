/**
 * The CPM users that this gateway knows: in embedded mode the users of its own registrar, behind an
 * IMS core those whom the core told of.
 *
 * <p>Thread rule: look-ups are answered from memory and may be made by any thread; registration
 * itself blocks on the database and has threads of its own. Depends on core-cpm and on the ports of
 * {@code gateway.flow}.
 */
@NullMarked
package isthmus.gateway.users;

import org.jspecify.annotations.NullMarked;
