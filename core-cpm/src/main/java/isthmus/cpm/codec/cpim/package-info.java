/**
 * Common Presence and Instant Messaging messages, complete for RFC 3862: bytes in, values out.
 * Reading tolerates what deployed clients send, writing is canonical; {@link
 * isthmus.cpm.codec.cpim.CpimCodec} is the way in. Everything is immutable and may be shared
 * between threads. Depends on {@code isthmus.cpm.codec.mime} only.
 */
@NullMarked
package isthmus.cpm.codec.cpim;

import org.jspecify.annotations.NullMarked;
