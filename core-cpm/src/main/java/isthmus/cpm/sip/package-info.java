/**
 * SIP transport and transactions for CPM: stateless answers to requests over UDP, TCP and TLS, and
 * client transactions for requests that are not INVITE. JAIN-SIP supplies the grammar of structured
 * header fields and stays inside this package.
 *
 * <p>Handlers are called on receive threads and must return quickly; answers and requests may be
 * given from any thread. The package depends on the JDK, slf4j and JAIN-SIP only.
 */
@NullMarked
package isthmus.cpm.sip;

import org.jspecify.annotations.NullMarked;
