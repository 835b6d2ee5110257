/**
 * The SMS interworking function (CPM SD §5.3.1.3, §5.3.2): CPM messages go out as short messages by
 * SMSC links and ESME accounts, short messages and receipts come in.
 *
 * <p>{@link isthmus.sms.SmsInterworkingFunction} and the settings are the public part. Nothing here
 * blocks: work goes on where a peer's answer or the gateway's stage arrives, so sinks and stages of
 * the gateway must not block either. May depend on {@code isthmus.cpm} and the {@code
 * isthmus.sms.*} packages, and sees no SMPP library.
 */
@NullMarked
package isthmus.sms;

import org.jspecify.annotations.NullMarked;
