/**
 * One message's story in the order in which it happened, as lanes and arrows, and its forms for
 * people: text for a terminal, Mermaid for a ticket. The console draws the same ladder as SVG.
 *
 * <p>Pure: values in, values out; no clock, no store. A user's text is never part of a ladder, only
 * its type and size. Depends on core-cpm's values and on the ISF's explanations.
 */
@NullMarked
package isthmus.gateway.observe.story;

import org.jspecify.annotations.NullMarked;
