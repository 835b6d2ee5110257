package isthmus.gateway.store;

import isthmus.cpm.store.MessageStore.CorrelationUpdate;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Rows of {@code correlation}. */
final class CorrelationTable {
  /**
   * Keeps conversations alive, the last of several updates with one key; a condition on {@code t}
   * and {@link #KEEP_TAIL} follow.
   */
  static final String KEEP =
      """
      insert into correlation as c
        (service, cpm_user, peer, conversation_id, last_contribution, expires_at)
      select distinct on (t.service, t.cpm_user, t.peer)
             t.service, t.cpm_user, t.peer, t.conversation_id, t.contribution_id,
             to_timestamp(t.expires_at)
        from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::float8[])
             with ordinality as t(cause, service, cpm_user, peer, conversation_id,
                                  contribution_id, expires_at, ord)
      """;

  /**
   * Rows are taken in order of their keys, so that two batches wait for one another in one order.
   */
  static final String KEEP_TAIL =
      """
       order by t.service, t.cpm_user, t.peer, t.ord desc
      on conflict (service, cpm_user, peer) do update
         set conversation_id = excluded.conversation_id,
             last_contribution = excluded.last_contribution,
             expires_at = excluded.expires_at
      """;

  /** Finds or opens conversations; keys are distinct. The last parameter is the time of asking. */
  static final String OBTAIN =
      """
      insert into correlation as c
        (service, cpm_user, peer, conversation_id, last_contribution, expires_at)
      select t.service, t.cpm_user, t.peer, t.conversation_id, t.contribution_id,
             to_timestamp(t.expires_at)
        from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::float8[])
             as t(service, cpm_user, peer, conversation_id, contribution_id, expires_at)
       order by t.service, t.cpm_user, t.peer
      on conflict (service, cpm_user, peer) do update
         set conversation_id = case when c.expires_at > to_timestamp(?)
                                    then c.conversation_id else excluded.conversation_id end,
             last_contribution = case when c.expires_at > to_timestamp(?)
                                    then c.last_contribution else excluded.last_contribution end,
             expires_at = excluded.expires_at
      returning service, cpm_user, peer, conversation_id, last_contribution
      """;

  /** Forgets conversations. */
  static final String PURGE = "delete from correlation where expires_at < to_timestamp(?)";

  private CorrelationTable() {}

  /**
   * An update that stands or falls with an accepted message.
   *
   * @param cause the message
   * @param update what to keep
   */
  record Update(UUID cause, CorrelationUpdate update) {}

  /** Binds the parameters of {@link #KEEP}. */
  static void bind(Parameters parameters, List<Update> rows) throws SQLException {
    parameters
        .uuids(rows, Update::cause)
        .texts(rows, r -> r.update.key().service())
        .texts(rows, r -> r.update.key().cpmUser().value())
        .texts(rows, r -> r.update.key().peer().value())
        .texts(rows, r -> r.update.conversation().value())
        .texts(rows, r -> r.update.contribution().value())
        .instants(rows, r -> r.update.expires());
  }
}
