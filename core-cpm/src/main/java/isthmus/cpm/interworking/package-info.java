/**
 * The border between the CPM functions and the services outside CPM: what an interworking function
 * offers ({@link isthmus.cpm.interworking.InterworkingFunction}) and what it is offered ({@link
 * isthmus.cpm.interworking.InterworkingInbound}) (CPM SD §5.3).
 *
 * <p>Calls never block on a peer and never on the database: every answer comes later, on a thread
 * of the answering side. Values are immutable. Depends on the vocabulary packages of this module
 * only.
 */
@NullMarked
package isthmus.cpm.interworking;

import org.jspecify.annotations.NullMarked;
