package isthmus.sms.mapping;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the id of submit_sm_resp that a receipt means although one may be hexadecimal and the other
 * decimal (facts B8; kannel's {@code msg-id-type}). Immutable; any thread may use it.
 *
 * <p>A store keeps {@link ExternalId#canonical()} of the submit response in an indexed column. For
 * a receipt it looks up {@link #candidates} one after the other, at most three, and takes the first
 * that has a message; among several rows it prefers an equal raw id. SMSCs reuse ids, so a look-up
 * is always narrowed to the peer, to a window of time and, where the receipt has it, to the
 * recipient's address; that is also what makes guessing safe when nothing is known of the forms.
 *
 * @param submit the form of ids in submit_sm_resp
 * @param receipt the form of ids in receipts
 */
public record ExternalIdMatcher(MessageIdForm submit, MessageIdForm receipt) {
  /** For a peer of which nothing is known. */
  public static final ExternalIdMatcher UNKNOWN_FORMS =
      new ExternalIdMatcher(MessageIdForm.AUTO, MessageIdForm.AUTO);

  // Numbers beyond 64 bits are not numbers but opaque ids (UUIDs); converting them would only
  // invent matches.
  private static final int MAX_HEX_DIGITS = 16;

  /**
   * The canonical ids to look for, in order: the receipt's own, then converted to hexadecimal, then
   * to decimal. Where both forms are known to differ only the conversion is right, and the id as it
   * stands would be another message's; it is used only if it cannot be converted.
   */
  public List<String> candidates(ExternalId fromReceipt) {
    String own = fromReceipt.canonical();
    boolean opaque = submit == MessageIdForm.TEXT || receipt == MessageIdForm.TEXT;
    if (opaque || (submit == receipt && submit != MessageIdForm.AUTO)) {
      return List.of(own);
    }
    Optional<String> hexadecimal =
        submit != MessageIdForm.DECIMAL && receipt != MessageIdForm.HEXADECIMAL
            ? toHexadecimal(own)
            : Optional.empty();
    Optional<String> decimal =
        submit != MessageIdForm.HEXADECIMAL && receipt != MessageIdForm.DECIMAL
            ? toDecimal(own)
            : Optional.empty();
    Set<String> candidates = new LinkedHashSet<>();
    boolean known = submit != MessageIdForm.AUTO && receipt != MessageIdForm.AUTO;
    if (!known || (hexadecimal.isEmpty() && decimal.isEmpty())) {
      candidates.add(own);
    }
    hexadecimal.ifPresent(candidates::add);
    decimal.ifPresent(candidates::add);
    return List.copyOf(candidates);
  }

  /** Whether a receipt's id can mean the message of a submit response. */
  public boolean matches(ExternalId fromSubmit, ExternalId fromReceipt) {
    return candidates(fromReceipt).contains(fromSubmit.canonical());
  }

  private static Optional<String> toHexadecimal(String id) {
    if (!id.matches("[0-9]{1,20}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.toHexString(Long.parseUnsignedLong(id)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> toDecimal(String id) {
    return id.matches("[0-9a-f]{1," + MAX_HEX_DIGITS + "}")
        ? Optional.of(Long.toUnsignedString(Long.parseUnsignedLong(id, 16)))
        : Optional.empty();
  }
}
