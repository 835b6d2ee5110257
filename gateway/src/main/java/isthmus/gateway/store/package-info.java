/**
 * The stores on PostgreSQL 14 or later, and the embedded server that is the default: the only
 * package that speaks JDBC. SQL stands in one class per table; migrations are resources of this
 * package.
 *
 * <p>Thread rule: stores are safe for use by several threads and block until their transaction is
 * committed; call them on virtual threads. {@link isthmus.gateway.store.GroupCommit} turns many
 * single calls into few bulk ones. Depends on core-cpm, {@code isthmus.isf.table}, pgjdbc, HikariCP
 * and Flyway.
 */
@NullMarked
package isthmus.gateway.store;

import org.jspecify.annotations.NullMarked;
