/**
 * Contents that were sent as links (CPM SD §5.4 B 2: "a link to stored media"), served to whoever
 * was sent the link.
 *
 * <p>Thread rule: routes are called by threads of the HTTP listener and block on the database.
 * Depends on core-cpm, {@code gateway.flow}, {@code gateway.store} and {@code
 * gateway.console.http}.
 */
@NullMarked
package isthmus.gateway.link;

import org.jspecify.annotations.NullMarked;
