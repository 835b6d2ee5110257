/**
 * What a gateway shows of itself: figures, health, metrics. Each source is a small port that the
 * assembly fills, so that nothing here knows how the parts work.
 *
 * <p>Thread rule: everything is safe for use by several threads; sources must answer at once, from
 * memory, except the story store, which only background threads ask. Depends on core-cpm's values
 * and on Micrometer. No text and no address of a user goes into a metric.
 */
@NullMarked
package isthmus.gateway.observe;

import org.jspecify.annotations.NullMarked;
