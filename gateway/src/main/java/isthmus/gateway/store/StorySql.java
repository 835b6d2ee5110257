package isthmus.gateway.store;

/** What operators ask, in SQL. */
final class StorySql {
  /** Each way by its own index; the newest messages first. */
  static final String MESSAGES =
      """
      with q as materialized (
        select t.key::uuid as key, t.id, hashtextextended(t.id, 0) as h
          from (select ?::text as key, ?::text as id) t),
      found as (
        select m.id from q join message m on m.id = q.key
        union
        select d.message_id from q join delivery d on d.id = q.key
        union
        select m.id from q join message m
            on hashtextextended(m.imdn_id, 0) = q.h and m.imdn_id = q.id
        union
        select m.id from q join message m
            on hashtextextended(m.conversation_id, 0) = q.h and m.conversation_id = q.id
        union
        select m.id from q join message m
            on hashtextextended(m.contribution_id, 0) = q.h and m.contribution_id = q.id
        union
        select m.id from q join message m
            on m.call_id is not null and hashtextextended(m.call_id, 0) = q.h
           and m.call_id = q.id
        union
        select m.id from q join message m
            on m.external_id is not null and hashtextextended(m.external_id, 0) = q.h
           and m.external_id = q.id
        union
        select d.message_id from q
          join part p on p.external_id = q.id
          join delivery d on d.id = p.delivery_id)
      select
      """
          + MessageTable.COLUMNS
          + """

            from (select id from found order by id desc limit ?) f
            join message m on m.id = f.id
           order by m.id desc
          """;

  static final String DELIVERIES =
      "select d.message_id, "
          + DeliveryTable.COLUMNS
          + """
          , d.created_at, d.submitted_at, d.finished_at, d.displayed_at
            from unnest(?::uuid[]) as t(id) join delivery d on d.message_id = t.id
           order by d.id
          """;

  /** Of deliveries in the queue that are not the first of their lane, the message of the first. */
  static final String BEHIND =
      """
      select d.id, first.message_id
        from unnest(?::uuid[]) as t(id)
        join delivery d on d.message_id = t.id and d.state = 0
        cross join lateral (
          select b.message_id
            from delivery b
           where b.shard = d.shard and b.state = 0 and b.id < d.id
             and b.conversation_id = d.conversation_id
             and (b.kind = 0) = (d.kind = 0)
             and (b.target_kind = 2) = (d.target_kind = 2)
             and case d.target_kind when 2 then b.target_to = d.target_to
                                    else b.user_key = d.user_key end
           order by b.id
           limit 1) first
      """;

  static final String PARTS =
      "select d.message_id, p.delivery_id, "
          + PartTable.COLUMNS
          + """
          , p.state, p.error, p.receipt_at
            from unnest(?::uuid[]) as t(id) join delivery d on d.message_id = t.id
            join part p on p.delivery_id = d.id
           order by p.delivery_id, p.number
          """;

  static final String ATTEMPTS =
      """
      select d.message_id, a.delivery_id, a.attempt, a.at, a.peer, a.failure_code, a.failure_text,
             a.failure_detail, a.service
        from unnest(?::uuid[]) as t(id) join delivery d on d.message_id = t.id
        join attempt a on a.delivery_id = d.id
       order by a.delivery_id, a.at, a.attempt
      """;

  static final String LATEST =
      """
      select m.id, m.accepted_at, case when m.origin_service is null then 'out' else 'in' end,
             m.originator, m.recipient,
             case d.target_kind when 0 then 'clients' when 1 then 'core'
                                else coalesce(d.target_service, '') end,
             coalesce(d.state, 14)
        from (select id, accepted_at, origin_service, originator, recipient from message
               order by id desc limit ?) m
        left join lateral (
          select d.target_kind, d.target_service, d.state from delivery d
           where d.message_id = m.id and d.kind = 0 order by d.id limit 1) d on true
       order by m.id desc
      """;

  static final String OPEN =
      "select state, count(*) from delivery where state < 10 group by state order by state";

  private StorySql() {}
}
