/**
 * SMPP 3.4 and 5.0 links, as ESME ({@link isthmus.sms.smpp.SmscLink}) and as SMSC ({@link
 * isthmus.sms.smpp.SmppServer}), in PDU-level records: no text, no CPM.
 *
 * <p>Nothing here blocks its caller. A connection has one reading and one writing virtual thread;
 * requests from the peer are handed to the application one after another on a third, so a slow
 * application never delays responses or enquire_link. PDUs are composed and taken apart by jSMPP's
 * codec behind {@code PduEncoder} and {@code PduDecoder}; jSMPP's own session classes are not used,
 * as they block one thread for each unanswered request and lose order.
 *
 * <p>May depend on the JDK, slf4j and jSMPP; nothing outside this package sees a jSMPP type.
 */
@NullMarked
package isthmus.sms.smpp;

import org.jspecify.annotations.NullMarked;
