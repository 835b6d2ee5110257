/**
 * What a short message carries: the GSM 7 bit alphabets, data_coding, user data headers,
 * segmentation of a long text and reassembly of its parts.
 *
 * <p>Everything here is a pure function or an immutable value and may be used from any thread.
 * Nothing here knows a socket, a clock, a logger or an SMPP library; the package depends on the JDK
 * and, for runs of bytes, on {@code isthmus.cpm.codec.mime}.
 */
@NullMarked
package isthmus.sms.text;

import org.jspecify.annotations.NullMarked;
