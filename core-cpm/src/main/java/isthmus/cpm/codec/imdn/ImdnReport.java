package isthmus.cpm.codec.imdn;

import java.util.List;

/**
 * What a notification message told. One wrong part of an aggregated message does not take the
 * others with it.
 *
 * @param notifications the readable ones, in order
 * @param rejected what was wrong with the others
 */
public record ImdnReport(List<Imdn> notifications, List<RejectedPart> rejected) {

  /** Copies the lists. */
  public ImdnReport {
    notifications = List.copyOf(notifications);
    rejected = List.copyOf(rejected);
  }

  /**
   * A part that could not be read.
   *
   * @param part counted from 1
   * @param reason the kind of fault
   * @param detail the fault in words
   */
  public record RejectedPart(int part, ImdnException.Reason reason, String detail) {}
}
