/**
 * Whole gateways under test: real SIP, real SMPP, a real PostgreSQL, and peers that are nothing but
 * sockets and text, so that no mistake of the gateway's own codecs can hide itself. Nothing here
 * uses the gateway's SIP or SMPP classes.
 */
@NullMarked
package isthmus.gateway.e2e;

import org.jspecify.annotations.NullMarked;
