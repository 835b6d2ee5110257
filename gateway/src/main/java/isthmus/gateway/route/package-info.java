/**
 * The Camel routes that tie the stages of {@code gateway.flow} together, one route for each word of
 * the way of a message: {@code cpm-in}, {@code legacy-in}, {@code decide}, {@code select}, {@code
 * accept}, {@code execute}, {@code notify}, {@code outcome}, {@code receipt}. The only package that
 * knows Camel; routes call stages and hold no logic of their own. Every route and node has an id.
 *
 * <p>Thread rule: a route runs on the thread that sends into it and does not block.
 */
@NullMarked
package isthmus.gateway.route;

import org.jspecify.annotations.NullMarked;
