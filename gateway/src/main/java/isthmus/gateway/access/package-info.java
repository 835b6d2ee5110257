/**
 * Who may do what at the console and over REST: local accounts, log-in by OpenID Connect, sessions
 * of browsers, personal tokens for the shell, and the audit of what everybody did.
 *
 * <p>Thread rule: everything here is safe for use by several threads; what asks the database or a
 * provider blocks, on the virtual thread of its exchange. Depends on {@code gateway.store}, {@code
 * gateway.console}, {@code gateway.config}, Bouncy Castle and Nimbus; nothing but the assembly and
 * the command line depends on it.
 */
@NullMarked
package isthmus.gateway.access;

import org.jspecify.annotations.NullMarked;
