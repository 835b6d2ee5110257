/**
 * A small HTTP server over the JDK's own ({@code jdk.httpserver}), which is enough here: a console
 * and a REST interface for operators, with a scrape now and then. Routes with typed handlers,
 * bounded request bodies, security headers, errors as JSON or text.
 *
 * <p>Thread rule: each exchange runs on a virtual thread of its own and may block. Depends on the
 * JDK, Jackson and the store's error only, and knows nothing of the gateway.
 */
@NullMarked
package isthmus.gateway.console.http;

import org.jspecify.annotations.NullMarked;
