/**
 * Routing tables on Drools: rules are generated from the typed table, one for each row, compiled as
 * an executable model, and evaluated in pooled sessions.
 *
 * <p>Only {@link isthmus.isf.drools.DroolsRulesCompiler} is for use by others; {@code RuleRequest}
 * and {@code RuleVerdict} are public because generated rules, living in class loaders of their own,
 * call them. Nothing of Drools shows in a signature. Depends on {@code isthmus.isf} and Drools.
 */
@NullMarked
package isthmus.isf.drools;

import org.jspecify.annotations.NullMarked;
