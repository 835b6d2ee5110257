/**
 * Identities of conversations and contributions, and their correlation with threads of services
 * that know no conversations (CPM SD §5.2.1.1, §5.3.1.3.1, §5.3.2.1).
 *
 * <p>Values only: immutable, safe to share between threads. Depends on {@code cpm.address}.
 */
@NullMarked
package isthmus.cpm.conversation;

import org.jspecify.annotations.NullMarked;
