/**
 * The Interworking Selection Function (CPM SD §5.3.1.2): which service a message takes, and why.
 *
 * <p>Decisions may be asked for by any number of threads; rule sets are exchanged under load.
 * Depends on {@code isthmus.cpm}, {@code isthmus.isf.policy} and {@code isthmus.isf.table} only;
 * the rule engine is behind {@link isthmus.isf.RulesCompiler} and invisible outside this module.
 */
@NullMarked
package isthmus.isf;

import org.jspecify.annotations.NullMarked;
