/**
 * Who messages go to and come from (CPM SD §5.1.1): addresses as values, their identity as a phone
 * user sees it, and the Non-CPM Communication Service Identifier that travels with an address
 * without being part of it. Everything is immutable and may be shared between threads. Depends on
 * the JDK only.
 */
@NullMarked
package isthmus.cpm.address;

import org.jspecify.annotations.NullMarked;
