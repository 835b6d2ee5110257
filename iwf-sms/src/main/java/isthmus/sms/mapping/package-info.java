/**
 * What the fields of SMPP mean to the gateway: delivery receipts and message ids, states and
 * statuses, addresses and times.
 *
 * <p>Everything here is a pure function or an immutable value and may be used from any thread; the
 * time is always an argument. The package depends on {@code isthmus.sms.text}, the PDU values of
 * {@code isthmus.sms.smpp}, {@code isthmus.cpm} values and the JDK; it knows neither links nor an
 * SMPP library.
 */
@NullMarked
package isthmus.sms.mapping;

import org.jspecify.annotations.NullMarked;
