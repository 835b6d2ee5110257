/**
 * The kinds of value a setting can have, each written as one YAML scalar: sizes, rates, addresses,
 * secrets.
 *
 * <p>All types are immutable and may be shared between threads. Allowed dependencies: the JDK only.
 */
@NullMarked
package isthmus.gateway.config.value;

import org.jspecify.annotations.NullMarked;
