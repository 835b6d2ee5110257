package isthmus.sms.mapping;

import isthmus.cpm.codec.mime.Octets;
import java.time.Instant;
import java.util.Optional;

/** What a receipt or acknowledgement says, or why it says nothing. */
public sealed interface DeliveryReport {
  /** The kind by esm_class. */
  InboundKind kind();

  /** The body as received, for the record; it may hold a user's text. */
  Octets raw();

  /**
   * A receipt that names a message and its state.
   *
   * @param id the SMSC's message id
   * @param state the state; {@link DeliveryState#UNKNOWN} for a word that nobody knows
   * @param error the err field as written, without white space
   * @param networkError the network_error_code TLV
   * @param submitted the submit date read as UTC: the peer's time zone is unknown, so do not trust
   *     it
   * @param done the done date, likewise; use the time of arrival instead
   */
  record Receipt(
      InboundKind kind,
      ExternalId id,
      DeliveryState state,
      Optional<String> error,
      Optional<NetworkError> networkError,
      Optional<Instant> submitted,
      Optional<Instant> done,
      Octets raw)
      implements DeliveryReport {}

  /** A report without a message id or a state; the reason says what is missing. */
  record Unparsable(InboundKind kind, String reason, Octets raw) implements DeliveryReport {}
}
