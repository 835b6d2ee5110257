/**
 * Rule sets in their versions: drafted by several people, imported, approved, activated at once or
 * at a time, asked. A version is a workbook as operators made it; it never changes, the latest
 * activation in the database rules, and every node that shares the database follows it within a
 * second. A workbook is read, compiled and tried before it counts as a version and again before it
 * rules, so one that cannot be used never does, and messages go on by the one before.
 *
 * <p>Thread rule: everything may be called from any thread and may block on the database and on the
 * rule compiler; nothing here is on a message's way. Depends on isthmus.isf, {@code gateway.store},
 * {@code gateway.flow} for what a selection looks at, and on {@code gateway.console} for its REST
 * handlers.
 */
@NullMarked
package isthmus.gateway.rules;

import org.jspecify.annotations.NullMarked;
