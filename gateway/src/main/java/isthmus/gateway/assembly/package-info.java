/**
 * Puts a gateway together from its configuration, by hand: each class builds one side and says what
 * it needs from the others. The only package that sees all of them.
 */
@NullMarked
package isthmus.gateway.assembly;

import org.jspecify.annotations.NullMarked;
