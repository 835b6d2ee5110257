/**
 * What tests share: waiting for conditions, contracts, in-memory stores, fake peers.
 *
 * <p>Never on the class path of the product.
 */
@NullMarked
package isthmus.testkit;

import org.jspecify.annotations.NullMarked;
