/**
 * SIP transport and transactions for CPM: stateless answers to requests over UDP, TCP and TLS, and
 * client transactions for requests that are not INVITE.
 *
 * <p>JAIN-SIP supplies the grammar of structured header fields and stays behind {@code Grammar}.
 * Its own transports are not used: its NIO stream framing overlooks the compact form of
 * Content-Length and carries the length of one message over to the next, its UDP processor queues
 * datagrams of 64 KiB each without bound, and its TLS defaults are suites that JDK 25 disables.
 *
 * <p>Handlers are called on receive threads and must return quickly; answers and requests may be
 * given from any thread. The package depends on the JDK, slf4j and JAIN-SIP only.
 */
@NullMarked
package isthmus.cpm.sip;

import org.jspecify.annotations.NullMarked;
