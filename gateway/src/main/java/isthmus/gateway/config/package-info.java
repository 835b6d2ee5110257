/**
 * The configuration of a gateway: one immutable record per section of the file, each component
 * carrying its key's meaning, default and range, and the loader that reads them and reports all
 * that is wrong at once.
 *
 * <p>Records may be shared between threads; a loader is stateless. Allowed dependencies: the two
 * packages below this one.
 */
@NullMarked
package isthmus.gateway.config;

import org.jspecify.annotations.NullMarked;
