/**
 * The command line of the gateway.
 *
 * <p>One thread; each command ends with an exit code: 0 success, 1 failure, 2 wrong use or wrong
 * configuration.
 */
@NullMarked
package isthmus.gateway.cli;

import org.jspecify.annotations.NullMarked;
