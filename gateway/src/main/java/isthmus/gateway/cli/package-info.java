/**
 * The command line. {@link isthmus.gateway.cli.Main} understands the arguments and reports errors,
 * each as one clear line; what the commands do is behind the ports in {@link
 * isthmus.gateway.cli.Commands}.
 *
 * <p>One thread; each command ends with an exit code: 0 success, 1 failure, 2 wrong use or wrong
 * configuration. Allowed dependencies: picocli, {@code isthmus.gateway.config}, the JDK's HTTP
 * client.
 */
@NullMarked
package isthmus.gateway.cli;

import org.jspecify.annotations.NullMarked;
