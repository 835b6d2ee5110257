package isthmus.gateway.store;

import isthmus.cpm.delivery.AttemptResult;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.message.DeliveryKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Writes results of attempts: one statement for any number of them. A result counts only under the
 * fence that its shard has now, and only for the attempt that it belongs to.
 */
final class Results {
  private static final String RECORD =
      """
      with r as materialized (
        select * from unnest(?::uuid[], ?::text[], ?::int[], ?::int8[], ?::int[], ?::int[], ?::int[],
                             ?::float8[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[],
                             ?::text[], ?::text[], ?::text[], ?::float8[], ?::text[], ?::text[],
                             ?::text[], ?::int[], ?::text[])
          as t(id, conversation_id, shard, fence, attempt_before, state, attempt, due, target_kind,
               target_user, user_key, target_service, target_from, target_to, tried, why, at,
               failure_code, failure_text, failure_detail, news, treatment)),
      t as materialized (
        select * from
      """
          + PartTable.UNNEST
          + " as t("
          + PartTable.NAMES
          + ")),\n"
          + """
          u as (
            update delivery d
               set state = r.state::smallint, attempt = r.attempt, due = to_timestamp(r.due),
                   target_kind = r.target_kind::smallint, target_user = r.target_user,
                   user_key = r.user_key, target_service = r.target_service,
                   target_from = r.target_from, target_to = r.target_to, tried = r.tried,
                   why = r.why, treatment = r.treatment, news = d.news | r.news::smallint,
                   submitted_at = case when r.state in (1, 10, 14)
                                       then coalesce(d.submitted_at, to_timestamp(r.at))
                                       else d.submitted_at end,
                   finished_at = case when r.state >= 10 then to_timestamp(r.at) end,
                   failure_code = r.failure_code, failure_text = r.failure_text,
                   failure_detail = r.failure_detail
              from r
             where d.id = r.id and d.conversation_id = r.conversation_id
               and d.id >= ? and d.id <= ?
               and d.state < 10 and d.attempt = r.attempt_before
               and r.fence = (select l.fence from lease l where l.shard = r.shard)
            returning d.id),
          p as (
          """
          + PartTable.INSERT_FROM_T
          + "),\n"
          + """
          a as (
            insert into attempt (delivery_id, conversation_id, attempt, at, peer, failure_code,
                                 failure_text, failure_detail, service)
            select t.id, t.conversation_id, t.attempt, to_timestamp(t.at), t.peer, t.failure_code,
                   t.failure_text, t.failure_detail, t.service
              from unnest(?::uuid[], ?::text[], ?::int[], ?::float8[], ?::text[], ?::text[],
                          ?::text[], ?::text[], ?::text[])
                as t(id, conversation_id, attempt, at, peer, failure_code, failure_text,
                     failure_detail, service)
             where (t.id in (select id from u)) is true),
          n as (
          """
          + DeliveryTable.INSERT
          + " where (t.cause in (select id from u)) is true)\n"
          + """
          select u.id, null::uuid from u
          union all
          select t.delivery_id, k.receipt_id
            from t join kept_receipt k on k.peer = t.peer and k.external_id = t.external_id
           where (t.delivery_id in (select id from u)) is true
          """;

  private Results() {}

  /**
   * What was written.
   *
   * @param applied deliveries that took their result
   * @param kept receipts that had been kept and may be applied now
   */
  record Written(Set<UUID> applied, Set<UUID> kept) {}

  /** Writes results of different deliveries, given in order of their keys. */
  static Written write(Connection connection, List<AttemptResult> results) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(RECORD)) {
      Parameters parameters = new Parameters(statement);
      bind(parameters, results);
      PartTable.bind(parameters, newParts(results));
      parameters
          .uuid(results.getFirst().delivery().key().value())
          .uuid(results.getLast().delivery().key().value());
      bindAttempts(parameters, results.stream().filter(r -> r.failure().isPresent()).toList());
      DeliveryTable.bind(parameters, notifications(results));
      Set<UUID> applied = new HashSet<>();
      Set<UUID> kept = new HashSet<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          UUID id = rows.getObject(1, UUID.class);
          Optional<UUID> receipt = Optional.ofNullable(rows.getObject(2, UUID.class));
          receipt.ifPresentOrElse(kept::add, () -> applied.add(id));
        }
      }
      return new Written(applied, kept);
    }
  }

  /** Removes parts that an applied result does not name any more: another service took over. */
  static void removeOldParts(Connection connection, List<AttemptResult> applied)
      throws SQLException {
    record Old(UUID delivery, int number) {}
    List<Old> old = new ArrayList<>();
    for (AttemptResult result : applied) {
      for (ExternalPart part : result.delivery().parts()) {
        if (result.parts().stream().noneMatch(p -> p.number() == part.number())) {
          old.add(new Old(result.delivery().key().value(), part.number()));
        }
      }
    }
    if (old.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(PartTable.REMOVE)) {
      new Parameters(statement).uuids(old, Old::delivery).numbers(old, Old::number);
      statement.executeUpdate();
    }
  }

  /** True when an applied result of this kind leaves parts behind. */
  static boolean leavesParts(AttemptResult result) {
    return result.delivery().parts().stream()
        .anyMatch(old -> result.parts().stream().noneMatch(p -> p.number() == old.number()));
  }

  private static void bind(Parameters parameters, List<AttemptResult> results) throws SQLException {
    List<DeliveryTable.Target> targets =
        results.stream().map(r -> DeliveryTable.Target.of(r.target())).toList();
    parameters
        .uuids(results, Results::id)
        .texts(results, r -> DeliveryTable.conversation(r.delivery()))
        .numbers(results, r -> r.delivery().shard())
        .longs(results, AttemptResult::fence)
        .numbers(results, r -> r.delivery().attempt())
        .numbers(results, r -> r.state().code())
        .numbers(results, AttemptResult::attempt)
        .instants(results, AttemptResult::due)
        .numbers(targets, DeliveryTable.Target::kind)
        .texts(targets, DeliveryTable.Target::user)
        .texts(targets, DeliveryTable.Target::userKey)
        .texts(targets, DeliveryTable.Target::service)
        .texts(targets, DeliveryTable.Target::from)
        .texts(targets, DeliveryTable.Target::to)
        .texts(results, r -> DeliveryTable.lines(r.tried()))
        .texts(results, AttemptResult::why)
        .instants(results, AttemptResult::at)
        .texts(results, r -> r.failure().map(f -> f.code().name()).orElse(null))
        .texts(results, r -> r.failure().map(Failure::peerText).orElse(null))
        .texts(results, r -> r.failure().map(Failure::detail).orElse(null))
        .numbers(results, Results::news)
        .texts(results, r -> TreatmentText.of(r.treatment()));
  }

  private static void bindAttempts(Parameters parameters, List<AttemptResult> failed)
      throws SQLException {
    parameters
        .uuids(failed, Results::id)
        .texts(failed, r -> DeliveryTable.conversation(r.delivery()))
        .numbers(failed, AttemptResult::attempt)
        .instants(failed, AttemptResult::at)
        .texts(failed, AttemptResult::peer)
        .texts(failed, r -> r.failure().map(f -> f.code().name()).orElse(""))
        .texts(failed, r -> r.failure().map(Failure::peerText).orElse(""))
        .texts(failed, r -> r.failure().map(Failure::detail).orElse(""))
        .texts(failed, r -> r.delivery().target().serviceName());
  }

  /** What the originator has heard by this result, or need not hear any more. */
  private static int news(AttemptResult result) {
    int said =
        result
            .notification()
            .flatMap(n -> n.report())
            .map(report -> News.of(report.disposition()))
            .orElse(0);
    return switch (result.state()) {
      case DELIVERED, FAILED, EXPIRED, CANCELLED -> said | News.DELIVERY;
      case QUEUED, SUBMITTED, DEFERRED, NO_MORE_NEWS -> said;
    };
  }

  private static List<PartTable.New> newParts(List<AttemptResult> results) {
    List<PartTable.New> rows = new ArrayList<>(results.size());
    for (AttemptResult result : results) {
      for (ExternalPart part : result.parts()) {
        if (!result.delivery().parts().contains(part)) {
          rows.add(
              new PartTable.New(id(result), DeliveryTable.conversation(result.delivery()), part));
        }
      }
    }
    return rows;
  }

  private static List<DeliveryTable.New> notifications(List<AttemptResult> results) {
    List<DeliveryTable.New> rows = new ArrayList<>();
    for (AttemptResult result : results) {
      result
          .notification()
          .ifPresent(n -> rows.add(new DeliveryTable.New(id(result), n, result.at())));
    }
    return rows;
  }

  static UUID id(AttemptResult result) {
    return result.delivery().key().value();
  }

  /** The results of different deliveries in order of their keys; of several the first counts. */
  static List<AttemptResult> ordered(List<AttemptResult> results) {
    Set<DeliveryKey> seen = new HashSet<>();
    return results.stream()
        .filter(r -> seen.add(r.delivery().key()))
        .sorted((a, b) -> a.delivery().key().compareTo(b.delivery().key()))
        .toList();
  }
}
