/**
 * Rule sets on Drools: rules are generated from the typed model, one for each row of a routing
 * table and of the policy table, compiled as an executable model, and evaluated in sessions that
 * are kept.
 *
 * <p>Only {@link isthmus.isf.drools.DroolsRulesCompiler} is for use by others; {@code
 * TableQuestion} and {@code PolicyQuestion} are public because generated rules, living in class
 * loaders of their own, call them. Nothing of Drools shows in a signature. Safe for any thread.
 * Depends on {@code isthmus.isf} and Drools.
 */
@NullMarked
package isthmus.isf.drools;

import org.jspecify.annotations.NullMarked;
