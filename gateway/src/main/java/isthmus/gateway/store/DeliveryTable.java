package isthmus.gateway.store;

import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Report;
import isthmus.cpm.delivery.Treatment;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.message.DeliveryKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code delivery}. */
final class DeliveryTable {
  /** The columns in the order of {@link #read}, of a table or alias {@code d}. */
  static final String COLUMNS =
      """
      d.id, d.kind, d.reported_at, d.target_kind, d.target_user, d.target_service, d.target_from,
      d.target_to, d.state, d.attempt, d.due, d.expires_at, d.tried, d.why, d.treatment,
      d.reported_service\
      """;

  /** Parameters of {@link #bind} as a row source with the names of {@link #NAMES}. */
  static final String UNNEST =
      """
      unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::int[], ?::int[], ?::float8[],
             ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::int[],
             ?::float8[], ?::float8[], ?::text[], ?::text[], ?::float8[], ?::text[],
             ?::text[])
      """;

  /**
   * Names for the columns of {@link #UNNEST}; {@code cause} is what the row stands or falls with.
   */
  static final String NAMES =
      """
      cause, id, message_id, conversation_id, shard, kind, reported_at, target_kind, target_user,
      user_key, target_service, target_from, target_to, state, attempt, due, expires_at, tried,
      why, created_at, treatment, reported_service\
      """;

  /** Writes rows of {@link #UNNEST}, called {@code t}; a condition may follow. */
  static final String INSERT =
      "insert into delivery (id, message_id, conversation_id, shard, kind, reported_at,"
          + " target_kind, target_user, user_key, target_service, target_from, target_to, state,"
          + " attempt, due, expires_at, tried, why, created_at, treatment,"
          + " reported_service)"
          + " select t.id, t.message_id, t.conversation_id, t.shard::smallint, t.kind::smallint,"
          + " to_timestamp(t.reported_at), t.target_kind::smallint, t.target_user, t.user_key,"
          + " t.target_service, t.target_from, t.target_to, t.state::smallint, t.attempt,"
          + " to_timestamp(t.due), to_timestamp(t.expires_at), t.tried, t.why,"
          + " to_timestamp(t.created_at), t.treatment, t.reported_service from "
          + UNNEST
          + " as t("
          + NAMES
          + ")\n";

  private DeliveryTable() {}

  /**
   * A delivery to be inserted.
   *
   * @param cause the row that it stands or falls with
   * @param delivery the delivery
   * @param at when
   */
  record New(UUID cause, Delivery delivery, Instant at) {
    Target target() {
      return Target.of(delivery.target());
    }
  }

  /** A target in columns. */
  record Target(
      int kind,
      @Nullable String user,
      @Nullable String userKey,
      @Nullable String service,
      @Nullable String from,
      @Nullable String to) {
    static Target of(DeliveryTarget target) {
      return switch (target) {
        case DeliveryTarget.ToClients clients ->
            new Target(
                0,
                AddressText.of(clients.user()),
                clients.user().identity().value(),
                null,
                null,
                null);
        case DeliveryTarget.ToCore core ->
            new Target(
                1, AddressText.of(core.user()), core.user().identity().value(), null, null, null);
        case DeliveryTarget.ToService service ->
            new Target(2, null, null, service.service().toString(), service.from(), service.to());
      };
    }
  }

  /** Binds the parameters of {@link #UNNEST}. */
  static void bind(Parameters parameters, List<New> rows) throws SQLException {
    List<Target> targets = rows.stream().map(New::target).toList();
    parameters
        .uuids(rows, New::cause)
        .uuids(rows, r -> r.delivery.key().value())
        .uuids(rows, r -> r.delivery.message().key().value())
        .texts(rows, r -> conversation(r.delivery))
        .numbers(rows, r -> r.delivery.shard())
        .numbers(
            rows, r -> r.delivery.report().map(report -> report.disposition().code()).orElse(0))
        .instants(rows, r -> r.delivery.report().map(Report::at).orElse(null))
        .numbers(targets, Target::kind)
        .texts(targets, Target::user)
        .texts(targets, Target::userKey)
        .texts(targets, Target::service)
        .texts(targets, Target::from)
        .texts(targets, Target::to)
        .numbers(rows, r -> r.delivery.state().code())
        .numbers(rows, r -> r.delivery.attempt())
        .instants(rows, r -> r.delivery.due())
        .instants(rows, r -> r.delivery.expires())
        .texts(rows, r -> lines(r.delivery.tried()))
        .texts(rows, r -> r.delivery.why())
        .instants(rows, New::at)
        .texts(rows, r -> TreatmentText.of(r.delivery.treatment()))
        .texts(rows, r -> r.delivery.report().flatMap(Report::service).orElse(null));
  }

  static String conversation(Delivery delivery) {
    return delivery.message().message().threading().conversation().value();
  }

  /** A list of names as it is stored. */
  static String lines(List<String> names) {
    return String.join("\n", names);
  }

  /** A row without its message. */
  record Line(
      UUID id,
      Optional<Report> report,
      DeliveryTarget target,
      DeliveryState state,
      int attempt,
      Instant due,
      Instant expires,
      List<String> tried,
      String why,
      Treatment treatment) {
    /** With its message and parts. */
    Delivery of(AcceptedMessage message, List<ExternalPart> parts) {
      return new Delivery(
          new DeliveryKey(id),
          message,
          report,
          target,
          state,
          attempt,
          due,
          treatment.end(expires),
          parts,
          tried,
          why,
          treatment);
    }
  }

  /** Reads {@link #COLUMNS}. */
  static Line read(Row row) throws SQLException {
    final UUID id = row.uuid();
    final int kind = row.number();
    final Optional<Instant> reportedAt = row.optionalInstant();
    final DeliveryTarget target = target(row);
    final DeliveryState state = DeliveryState.ofCode(row.number());
    final int attempt = row.number();
    final Instant due = row.instant();
    final Instant expires = row.instant();
    final List<String> tried = row.text().lines().toList();
    final String why = row.text();
    final Treatment treatment = row.treatment();
    final Optional<String> service = row.optionalText();
    return new Line(
        id,
        reportedAt.map(at -> new Report(Disposition.ofCode(kind), at, service)),
        target,
        state,
        attempt,
        due,
        expires,
        tried,
        why,
        treatment);
  }

  private static DeliveryTarget target(Row row) throws SQLException {
    int kind = row.number();
    Optional<String> user = row.optionalText();
    var service = row.optionalService();
    Optional<String> from = row.optionalText();
    Optional<String> to = row.optionalText();
    return switch (kind) {
      case 0 -> new DeliveryTarget.ToClients(row.addressOf(user.orElseThrow()));
      case 1 -> new DeliveryTarget.ToCore(row.addressOf(user.orElseThrow()));
      case 2 ->
          new DeliveryTarget.ToService(service.orElseThrow(), from.orElseThrow(), to.orElseThrow());
      default -> throw new IllegalStateException("a stored delivery has the target kind " + kind);
    };
  }
}
