/**
 * Instant message disposition notifications, complete for RFC 5438: the request headers of a
 * message, the XML of a notification with OMA's interworking notification, and the CPIM message
 * that carries one or, aggregated, several. Everything is immutable or guarded and may be shared
 * between threads. Depends on {@code isthmus.cpm.codec.cpim} and {@code isthmus.cpm.codec.mime}
 * only.
 */
@NullMarked
package isthmus.cpm.codec.imdn;

import org.jspecify.annotations.NullMarked;
