/**
 * Benchmarks of selections and activations with JMH: {@link isthmus.isf.bench.Benchmarks}. Nothing
 * here is a test. Depends on {@code isthmus.isf} and JMH.
 */
@NullMarked
package isthmus.isf.bench;

import org.jspecify.annotations.NullMarked;
