/**
 * From YAML to records: a tree that knows its lines, and a mapper that reads it into records whose
 * components say their default, range and meaning with {@link
 * isthmus.gateway.config.tree.Setting @Setting}. Everything that is wrong is collected, each as one
 * {@link isthmus.gateway.config.tree.Problem} with file, line, key path and what is allowed.
 *
 * <p>One reading is one thread's work; results are immutable. Allowed dependencies: Jackson for
 * YAML, {@code isthmus.gateway.config.value}.
 */
@NullMarked
package isthmus.gateway.config.tree;

import org.jspecify.annotations.NullMarked;
