/**
 * What the codecs for CPIM, IMDN and MIME have in common: how a fault is told. Values only, safe
 * for any thread; depends on nothing but the JDK.
 */
@NullMarked
package isthmus.cpm.codec;

import org.jspecify.annotations.NullMarked;
