/**
 * The little of MIME that CPIM and IMDN need: byte content, media types, header fields, one entity
 * and {@code multipart} (RFC 2045, RFC 2046). Every type is immutable or confined to one call, so
 * all may be shared between threads except {@link isthmus.cpm.codec.mime.LineReader}. Depends on
 * the JDK only.
 */
@NullMarked
package isthmus.cpm.codec.mime;

import org.jspecify.annotations.NullMarked;
