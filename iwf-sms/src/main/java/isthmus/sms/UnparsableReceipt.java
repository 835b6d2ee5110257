package isthmus.sms;

import java.time.Instant;

/**
 * A receipt that names no message or no state.
 *
 * @param peer who sent it
 * @param at when it came
 * @param reason what is missing
 * @param rawHex the body as received in hexadecimal; it may hold a user's text, so it is for an
 *     operator's eyes and not for logs
 */
public record UnparsableReceipt(String peer, Instant at, String reason, String rawHex) {}
