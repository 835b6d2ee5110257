/**
 * The SMS interworking function (CPM SD §5.3.1.3, §5.3.2): CPM messages go out as short messages by
 * SMSC links and ESME accounts, short messages and receipts come in.
 *
 * <p>Who owns what:
 *
 * <ul>
 *   <li>{@link isthmus.sms.SmsInterworkingFunction} puts everything together and is, with the
 *       {@code …Settings} and {@link isthmus.sms.SmppAddressing}, the public part. {@code Peer} is
 *       what is known of one SMSC or account, in one form for both directions.
 *   <li>Out: {@code Router} chooses the {@code Carrier}s of a message ({@code SmscCarrier}, {@code
 *       AccountCarrier}), {@code Submission} is one attempt over them with a {@code Verdict} for
 *       each result, {@code Composer} writes the PDUs, {@code LateAnswers} tells of what came after
 *       the time-out. {@code SentReceipts} are the receipts that we owe to accounts.
 *   <li>In: {@code SmscPdus} and {@code AccountPdus} sort what peers send into {@code
 *       MessageIntake}, {@code PartIntake} with {@code AssembledMessages} and {@code OverdueParts},
 *       {@code ReceiptIntake} and {@code AccountOperations}; {@code Replies} turns the gateway's
 *       answers into theirs.
 * </ul>
 *
 * <p>Nothing here blocks: work goes on where a peer's answer or the gateway's stage arrives, so
 * sinks and stages of the gateway must not block either. May depend on {@code isthmus.cpm} and the
 * {@code isthmus.sms.*} packages, and sees no SMPP library.
 */
@NullMarked
package isthmus.sms;

import org.jspecify.annotations.NullMarked;
