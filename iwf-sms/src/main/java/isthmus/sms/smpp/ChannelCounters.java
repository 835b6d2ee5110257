package isthmus.sms.smpp;

import java.util.concurrent.atomic.LongAdder;

/** Counts of one connection or of all connections of one link or account, since start. */
final class ChannelCounters {
  final LongAdder enquireLinkSent = new LongAdder();
  final LongAdder enquireLinkReceived = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder strayResponses = new LongAdder();
  final LongAdder received = new LongAdder();
  final LongAdder declined = new LongAdder();
  final LongAdder overloaded = new LongAdder();
  final LongAdder alerts = new LongAdder();
  final LongAdder binds = new LongAdder();
}
