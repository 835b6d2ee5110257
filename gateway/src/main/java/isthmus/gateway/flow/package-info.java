/**
 * The way of a message through the gateway, stage by stage, without the framework that ties the
 * stages together ({@code gateway.route}) and without SQL ({@code gateway.store}).
 *
 * <p>Thread rule: stages are called from SIP, link and commit threads and never block them; work in
 * order is kept in {@link isthmus.gateway.flow.Lanes}. Depends on core-cpm, isf-rules and the store
 * ports.
 */
@NullMarked
package isthmus.gateway.flow;

import org.jspecify.annotations.NullMarked;
