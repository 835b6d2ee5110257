/**
 * SMPP 3.4 and 5.0 sessions, as ESME and as SMSC.
 *
 * <p>Blocking calls on virtual threads. The only package that sees {@code org.jsmpp}.
 */
@NullMarked
package isthmus.sms.smpp;

import org.jspecify.annotations.NullMarked;
