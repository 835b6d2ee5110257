/** The program's entry. */
@NullMarked
package isthmus.gateway;

import org.jspecify.annotations.NullMarked;
