package isthmus.sms.smpp;

import java.time.Duration;

/**
 * What a connection needs to know of its configuration.
 *
 * @param maxPduOctets the largest command_length taken
 * @param enquireLink silence after which enquire_link is sent
 * @param responseTimeout how long a request waits for its response
 * @param maxMissedEnquiries unanswered enquire_links after which the connection is dead
 */
record ChannelSettings(
    int maxPduOctets, Duration enquireLink, Duration responseTimeout, int maxMissedEnquiries) {

  /** How often time-outs are looked for: a quarter of the shortest, between 5 and 250 ms. */
  Duration tick() {
    long shortest = Math.min(enquireLink.toMillis(), responseTimeout.toMillis());
    return Duration.ofMillis(Math.clamp(shortest / 4, 5, 250));
  }
}
