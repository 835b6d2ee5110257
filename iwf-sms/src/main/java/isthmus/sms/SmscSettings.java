package isthmus.sms;

import static java.util.Objects.requireNonNull;

import isthmus.sms.mapping.OutcomeClass;
import isthmus.sms.mapping.ValidityPolicy;
import isthmus.sms.smpp.SmscLinkConfig;
import isthmus.sms.text.SegmentationProfile;
import isthmus.sms.text.TextProfile;
import java.util.Map;

/**
 * One SMSC that we bind to as an ESME.
 *
 * @param link how to reach it; its id names the SMSC everywhere
 * @param source how originators are written
 * @param destination how recipients are written
 * @param segmentation how text is encoded and cut
 * @param text how its octets are read
 * @param receipts how it reports
 * @param validity how validity_period is sent
 * @param priority it is used when all SMSCs of smaller number are down; 1 is first
 * @param weight its share of the load among SMSCs of the same priority
 * @param statuses what a command_status means here, where that differs from the standard
 * @param parts how the parts of a long message follow each other
 * @param unanswered what a submit without an answer counts as
 */
public record SmscSettings(
    SmscLinkConfig link,
    SmppAddressing source,
    SmppAddressing destination,
    SegmentationProfile segmentation,
    TextProfile text,
    ReceiptSettings receipts,
    ValidityPolicy validity,
    int priority,
    int weight,
    Map<Integer, OutcomeClass> statuses,
    Parts parts,
    Unanswered unanswered) {

  /** How the parts of a long message are submitted. */
  public enum Parts {
    /** Each after the answer to the one before. */
    ONE_BY_ONE,
    /** All at once. */
    PIPELINED
  }

  /** What a submit without an answer counts as: the SMSC may or may not have taken it. */
  public enum Unanswered {
    /** Tried again; the recipient may get it twice. */
    TEMPORARY,
    /** Given up; the recipient may not get it. */
    PERMANENT
  }

  /** Checks the components and copies the map. */
  public SmscSettings {
    requireNonNull(link);
    requireNonNull(source);
    requireNonNull(destination);
    requireNonNull(segmentation);
    requireNonNull(text);
    requireNonNull(receipts);
    requireNonNull(validity);
    statuses = Map.copyOf(statuses);
    requireNonNull(parts);
    requireNonNull(unanswered);
    if (priority < 1 || weight < 1) {
      throw new IllegalArgumentException("priority and weight must be 1 or more");
    }
  }

  /** An SMSC of which nothing is known but how to reach it. */
  public static SmscSettings of(SmscLinkConfig link) {
    return new SmscSettings(
        link,
        SmppAddressing.STANDARD,
        SmppAddressing.STANDARD,
        SegmentationProfile.STANDARD.withMaxSegments(20),
        TextProfile.STANDARD,
        ReceiptSettings.STANDARD,
        ValidityPolicy.STANDARD,
        1,
        1,
        Map.of(),
        Parts.ONE_BY_ONE,
        Unanswered.TEMPORARY);
  }

  /** The same with other ways to encode and cut. */
  public SmscSettings withSegmentation(SegmentationProfile value) {
    return new SmscSettings(
        link,
        source,
        destination,
        value,
        text,
        receipts,
        validity,
        priority,
        weight,
        statuses,
        parts,
        unanswered);
  }

  /** The same with other habits about receipts. */
  public SmscSettings withReceipts(ReceiptSettings value) {
    return new SmscSettings(
        link,
        source,
        destination,
        segmentation,
        text,
        value,
        validity,
        priority,
        weight,
        statuses,
        parts,
        unanswered);
  }

  /** The same at another place in the order. */
  public SmscSettings withShare(int itsPriority, int itsWeight) {
    return new SmscSettings(
        link,
        source,
        destination,
        segmentation,
        text,
        receipts,
        validity,
        itsPriority,
        itsWeight,
        statuses,
        parts,
        unanswered);
  }

  /** The same with other rules of submitting. */
  public SmscSettings withSubmission(Parts order, Unanswered withoutAnswer) {
    return new SmscSettings(
        link,
        source,
        destination,
        segmentation,
        text,
        receipts,
        validity,
        priority,
        weight,
        statuses,
        order,
        withoutAnswer);
  }

  /** The same with other meanings of statuses. */
  public SmscSettings withStatuses(Map<Integer, OutcomeClass> value) {
    return new SmscSettings(
        link,
        source,
        destination,
        segmentation,
        text,
        receipts,
        validity,
        priority,
        weight,
        value,
        parts,
        unanswered);
  }
}
