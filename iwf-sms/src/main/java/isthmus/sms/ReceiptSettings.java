package isthmus.sms;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.disposition.DispositionKind;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.sms.mapping.DeliveryState;
import isthmus.sms.mapping.ExternalIdMatcher;
import isthmus.sms.mapping.ReceiptPolicy;
import isthmus.sms.mapping.ReceiptRequest;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How an SMSC reports what became of a message.
 *
 * @param registered when receipts are asked for
 * @param ids the forms of message ids in submit_sm_resp and in receipts
 * @param policy what the states mean
 * @param words the peer's own stat words, in upper case
 * @param recognition how a receipt is told from a message
 */
public record ReceiptSettings(
    Registered registered,
    ExternalIdMatcher ids,
    ReceiptPolicy policy,
    Map<String, DeliveryState> words,
    Recognition recognition) {

  /** When receipts are asked for. */
  public enum Registered {
    /** When the CPM sender wants a delivery notification. */
    ON_REQUEST,
    /** For every message. */
    ALWAYS,
    /** For failures only. */
    FAILURE,
    /** Never. */
    NEVER
  }

  /** How a receipt is told from a message. */
  public enum Recognition {
    /** By esm_class, or by TLVs that no handset can write. */
    MARKED,
    /** Also by its text; a user of such a peer could forge one. */
    BY_TEXT
  }

  /** On request, forms of ids found out, usual meanings, marked. */
  public static final ReceiptSettings STANDARD =
      new ReceiptSettings(
          Registered.ON_REQUEST,
          ExternalIdMatcher.UNKNOWN_FORMS,
          ReceiptPolicy.STANDARD,
          Map.of(),
          Recognition.MARKED);

  /** Checks the components and copies the map. */
  public ReceiptSettings {
    requireNonNull(registered);
    requireNonNull(ids);
    requireNonNull(policy);
    words = Map.copyOf(words);
    requireNonNull(recognition);
  }

  /** The same with receipts asked for at other times. */
  public ReceiptSettings withRegistered(Registered value) {
    return new ReceiptSettings(value, ids, policy, words, recognition);
  }

  /** registered_delivery for a message whose sender asked for these notifications. */
  ReceiptRequest request(DispositionRequest asked) {
    return switch (registered) {
      case ON_REQUEST -> ReceiptRequest.forVersion34(wanted(asked));
      case ALWAYS -> ReceiptRequest.ON_SUCCESS_AND_FAILURE;
      case FAILURE -> ReceiptRequest.ON_FAILURE;
      case NEVER -> ReceiptRequest.NONE;
    };
  }

  private static Set<ReceiptRequest.Wanted> wanted(DispositionRequest asked) {
    Set<ReceiptRequest.Wanted> wanted = EnumSet.noneOf(ReceiptRequest.Wanted.class);
    if (asked.wants(DispositionKind.POSITIVE_DELIVERY)) {
      wanted.add(ReceiptRequest.Wanted.SUCCESS);
    }
    if (asked.wants(DispositionKind.NEGATIVE_DELIVERY)) {
      wanted.add(ReceiptRequest.Wanted.FAILURE);
    }
    return wanted;
  }
}
