/**
 * Registration of CPM clients: the registrar of embedded mode with digest authentication (RFC 3261
 * §10 and §22), the third-party REGISTER of isc mode, and which registered client is fit for what.
 *
 * <p>Logic is pure, storage is behind ports, and everything may be used from any thread. The
 * package depends on {@code isthmus.cpm.sip} for requests and answers, and on the JDK.
 */
@NullMarked
package isthmus.cpm.registration;

import org.jspecify.annotations.NullMarked;
