/**
 * SMPP 3.4 and 5.0 links, as ESME ({@link isthmus.sms.smpp.SmscLink}) and as SMSC ({@link
 * isthmus.sms.smpp.SmppServer}), in PDU-level records: no text, no CPM.
 *
 * <p>Who owns what, from the socket upwards: {@code SmppChannel} is one connection ({@code
 * FrameReader}, {@code FrameWriter}, {@code PendingRequests}); {@code SmscSession} and {@code
 * EsmeSession} are what a connection is to us, with an {@code InboundStage} for the peer's
 * requests; {@code Outbox} is the way out over all sessions of a link or account, with its window,
 * rate and {@code Throttle}, and {@code RequestSender} what callers see of it; {@code SmscBind}
 * keeps one bind of a link up; {@code SmscLink} and {@code SmppServer} with its {@code
 * BoundAccount}s are the whole. PDUs are composed and taken apart by jSMPP's codec behind {@code
 * PduEncoder} and {@code PduDecoder}; jSMPP's own session classes are not used, as they block one
 * thread for each unanswered request and lose order.
 *
 * <p>Nothing here blocks its caller. A connection has one reading and one writing virtual thread;
 * requests from the peer are handed to the application one after another on a third, so a slow
 * application never delays responses or enquire_link.
 *
 * <p>May depend on {@code isthmus.cpm.codec.mime} for runs of bytes, the JDK, slf4j and jSMPP;
 * nothing outside this package sees a jSMPP type.
 */
@NullMarked
package isthmus.sms.smpp;

import org.jspecify.annotations.NullMarked;
