/**
 * Ports to persistence. Each has a contract test in the testkit that every implementation runs.
 *
 * <p>Thread rule: implementations are safe for use by several threads; methods block until the
 * transaction is committed, and throw {@link isthmus.cpm.store.StoreUnavailableException} when the
 * database is away. Bulk methods take many items because one commit for many is what makes a
 * durable gateway fast; items of one call succeed or fail together, duplicates excepted.
 */
@NullMarked
package isthmus.cpm.store;

import org.jspecify.annotations.NullMarked;
