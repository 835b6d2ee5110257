/**
 * What users prefer and what their provider lets them have (CPM SD §5.4): read and changed over
 * HTTP, kept in the database, answered from memory on a message's way.
 *
 * <p>Thread rule: {@link isthmus.gateway.preferences.KnownPreferences} may be asked by any thread
 * and never blocks; administration blocks on the database. Depends on core-cpm, {@code
 * gateway.store}, {@code gateway.console.http} and the functions of {@code gateway.flow}.
 */
@NullMarked
package isthmus.gateway.preferences;

import org.jspecify.annotations.NullMarked;
