package isthmus.gateway.store;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.codec.mime.MediaType;
import isthmus.cpm.codec.mime.MimeException;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.conversation.ContributionId;
import isthmus.cpm.conversation.ConversationId;
import isthmus.cpm.conversation.Threading;
import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.AsWritten;
import isthmus.cpm.delivery.Origin;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.cpm.disposition.ImdnMessageId;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.MessageKey;
import isthmus.cpm.message.StandaloneMessage;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of {@code message}. */
final class MessageTable {
  /** The columns in the order of {@link #read}, of a table or alias {@code m}. */
  static final String COLUMNS =
      """
      m.id, m.conversation_id, m.contribution_id, m.in_reply_to, m.originator, m.recipient,
      m.imdn_id, m.requested, m.sent_at, m.service, m.subject, m.media_type, m.body,
      m.content_from, m.content_size, m.content, m.source, m.call_id, m.origin_service, m.peer,
      m.external_id, m.part_group, m.accepted_at, m.written_from, m.written_to\
      """;

  /** Parameters of {@link #bind} as a row source with the columns of the table. */
  static final String UNNEST =
      """
      unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
             ?::text[], ?::text[], ?::int[], ?::float8[], ?::text[], ?::text[], ?::text[],
             ?::bytea[], ?::int[], ?::int[], ?::bytea[], ?::text[], ?::text[], ?::text[],
             ?::text[], ?::text[], ?::text[], ?::float8[], ?::text[], ?::text[])
      """;

  /** Names for the columns of {@link #UNNEST}. */
  static final String NAMES =
      """
      id, conversation_id, contribution_id, in_reply_to, originator, originator_key, recipient,
      recipient_key, imdn_id, requested, sent_at, service, subject, media_type, body,
      content_from, content_size, content, source, call_id, origin_service, peer, external_id,
      part_group, accepted_at, written_from, written_to\
      """;

  /** Writes all rows of {@code w}, which has {@link #NAMES}. */
  static final String INSERT_FROM_W =
      "insert into message ("
          + NAMES
          + """
          )
          select id, conversation_id, contribution_id, in_reply_to, originator, originator_key,
                 recipient, recipient_key, imdn_id, requested::smallint, to_timestamp(sent_at),
                 service, subject, media_type, body, content_from, content_size, content, source,
                 call_id, origin_service, peer, external_id, part_group, to_timestamp(accepted_at),
                 written_from, written_to
            from w
          """;

  private MessageTable() {}

  /** A row, ready to be bound. */
  private record Line(
      AcceptedMessage accepted,
      StandaloneMessage message,
      Slice content,
      Optional<Origin.FromCpm> cpm,
      Optional<Origin.FromService> service) {
    static Line of(AcceptedMessage accepted) {
      StandaloneMessage message = accepted.message();
      Slice content = Slice.of(message.content().octets(), message.cpim());
      return switch (accepted.origin()) {
        case Origin.FromCpm cpm ->
            new Line(accepted, message, content, Optional.of(cpm), Optional.empty());
        case Origin.FromService service ->
            new Line(accepted, message, content, Optional.empty(), Optional.of(service));
      };
    }

    @Nullable String ofService(Function<Origin.FromService, String> column) {
      return service.map(column).orElse(null);
    }
  }

  /** Binds the parameters of {@link #UNNEST}. */
  static void bind(Parameters parameters, List<AcceptedMessage> messages) throws SQLException {
    List<Line> lines = messages.stream().map(Line::of).toList();
    parameters
        .uuids(messages, m -> m.key().value())
        .texts(lines, l -> l.message.threading().conversation().value())
        .texts(lines, l -> l.message.threading().contribution().value())
        .texts(
            lines, l -> l.message.threading().inReplyTo().map(ContributionId::value).orElse(null))
        .texts(lines, l -> AddressText.of(l.message.originator()))
        .texts(lines, l -> l.message.originator().identity().value())
        .texts(lines, l -> AddressText.of(l.message.recipient()))
        .texts(lines, l -> l.message.recipient().identity().value())
        .texts(lines, l -> l.message.imdnId().value())
        .numbers(lines, l -> l.message.requested().mask())
        .instants(lines, l -> l.message.sentAt())
        .texts(lines, l -> l.message.service().map(ServiceIdentifier::toString).orElse(null))
        .texts(lines, l -> l.message.subject().orElse(null))
        .texts(lines, l -> l.message.content().mediaType().toString())
        .octets(lines, l -> l.message.cpim().toByteArray())
        .numbers(lines, l -> l.content.from())
        .numbers(lines, l -> l.content.size())
        .octets(lines, l -> l.content.apart().map(Octets::toByteArray).orElse(null))
        .texts(lines, l -> l.cpm.map(Origin.FromCpm::source).orElse(null))
        .texts(lines, l -> l.cpm.map(Origin.FromCpm::callId).orElse(null))
        .texts(lines, l -> l.ofService(o -> o.service().toString()))
        .texts(lines, l -> l.ofService(Origin.FromService::peer))
        .texts(lines, l -> l.service.flatMap(Origin.FromService::externalId).orElse(null))
        .texts(lines, l -> l.service.flatMap(Origin.FromService::partGroup).orElse(null))
        .instants(messages, AcceptedMessage::acceptedAt)
        .texts(messages, m -> m.asWritten().map(w -> w.originator().uri()).orElse(null))
        .texts(messages, m -> m.asWritten().map(w -> w.recipient().uri()).orElse(null));
  }

  /** Reads {@link #COLUMNS}. */
  static AcceptedMessage read(Row row) throws SQLException {
    final UUID id = row.uuid();
    final Threading threading =
        new Threading(
            new ConversationId(row.text()),
            new ContributionId(row.text()),
            row.optionalText().map(ContributionId::new));
    final Address originator = row.address();
    final Address recipient = row.address();
    final ImdnMessageId imdnId = new ImdnMessageId(row.text());
    final DispositionRequest requested = new DispositionRequest(row.number());
    final var sentAt = row.instant();
    final Optional<ServiceIdentifier> service = row.optionalService();
    final Optional<String> subject = row.optionalText();
    final MediaType mediaType = mediaType(row.text());
    final Octets body = Octets.wrap(row.octets());
    final int from = row.number();
    final int size = row.number();
    final Octets content =
        row.optionalOctets().map(Octets::wrap).orElseGet(() -> body.slice(from, from + size));
    final Origin origin = origin(row);
    StandaloneMessage message =
        new StandaloneMessage(
            originator,
            recipient,
            threading,
            imdnId,
            requested,
            sentAt,
            service,
            subject,
            new Content(mediaType, content),
            body);
    return new AcceptedMessage(new MessageKey(id), message, origin, row.instant(), asWritten(row));
  }

  private static Optional<AsWritten> asWritten(Row row) throws SQLException {
    Optional<Address> from = row.optionalText().map(row::addressOf);
    Optional<Address> to = row.optionalText().map(row::addressOf);
    return from.isPresent() && to.isPresent()
        ? Optional.of(new AsWritten(from.get(), to.get()))
        : Optional.empty();
  }

  private static MediaType mediaType(String stored) {
    try {
      return MediaType.parse(stored);
    } catch (MimeException e) {
      throw new IllegalStateException("a stored media type cannot be read: " + e.getMessage(), e);
    }
  }

  private static Origin origin(Row row) throws SQLException {
    Optional<String> source = row.optionalText();
    Optional<String> callId = row.optionalText();
    Optional<ServiceIdentifier> service = row.optionalService();
    Optional<String> peer = row.optionalText();
    Optional<String> externalId = row.optionalText();
    Optional<String> partGroup = row.optionalText();
    return service.isPresent()
        ? new Origin.FromService(service.get(), peer.orElse(""), externalId, partGroup)
        : new Origin.FromCpm(source.orElse(""), callId.orElse(""));
  }

  /**
   * Where the content stands in the body.
   *
   * @param from index in the body
   * @param size bytes
   * @param apart the content when it is not part of the body, as with a transfer encoding
   */
  record Slice(int from, int size, Optional<Octets> apart) {
    static Slice of(Octets content, Octets body) {
      // Nearly always the content is the end of the body, or stands before the last line ends.
      int last = body.size() - content.size();
      for (int from = last; from >= Math.max(0, last - 4); from--) {
        if (body.startsWith(from, content)) {
          return new Slice(from, content.size(), Optional.empty());
        }
      }
      return new Slice(0, 0, Optional.of(content));
    }
  }
}
