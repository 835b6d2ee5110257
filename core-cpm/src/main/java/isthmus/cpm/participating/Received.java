package isthmus.cpm.participating;

import isthmus.cpm.address.Address;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.disposition.ImdnMessageId;
import isthmus.cpm.sip.SipAnswer;
import java.util.List;

/** What a SIP MESSAGE turned out to be. */
public sealed interface Received {
  /** A message for somebody. */
  record Message(PagerRequest request) implements Received {}

  /**
   * Notifications about earlier messages, one or an aggregate.
   *
   * @param reporter who reports
   * @param recipient whom they are for
   */
  record Notifications(Address reporter, Address recipient, List<Notice> notices)
      implements Received {
    /** Copies the list. */
    public Notifications {
      notices = List.copyOf(notices);
    }
  }

  /** One notification. */
  record Notice(ImdnMessageId about, Disposition disposition) {}

  /** Something that is neither stored nor passed on, such as "is composing"; answered at once. */
  record Passing(SipAnswer answer) implements Received {}

  /** Something wrong; answered at once. */
  record Refused(SipAnswer answer) implements Received {}
}
