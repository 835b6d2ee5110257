package isthmus.gateway.store;

/** SQL of {@code lease} and {@code node}; all times are the database's. */
final class LeaseTable {
  static final String HERE =
      """
      insert into node as n (id, incarnation, willing, until)
      values (?, ?, ?, now() + ? * interval '1 millisecond')
      on conflict (id) do update
         set incarnation = excluded.incarnation, willing = excluded.willing, until = excluded.until
      """;

  static final String RENEW =
      """
      update lease set until = now() + ? * interval '1 millisecond'
       where node = ? and incarnation = ?
      """;

  /**
   * Nodes that live and how many of them can work; a node that was asked counts as living even if
   * its row has run out.
   */
  static final String LIVING =
      """
      select count(*), count(*) filter (where willing),
             coalesce(bool_or(willing) filter (where id = ?), false)
        from node where until > now() or id = ?
      """;

  static final String HELD =
      "select shard, fence from lease where node = ? and incarnation = ? order by shard";

  /** Free, expired, or left behind by an earlier run under the same name. */
  static final String TAKE =
      """
      update lease l
         set node = ?, incarnation = ?, fence = l.fence + 1,
             until = now() + ? * interval '1 millisecond'
       where l.shard in (
         select f.shard from lease f
          where f.node is null or f.until < now() or (f.node = ? and f.incarnation <> ?)
          order by f.shard limit ? for update skip locked)
      """;

  static final String RELEASE =
      """
      update lease set node = null, incarnation = null, until = now()
       where node = ? and incarnation = ? and shard = any(?::int[])
      """;

  static final String RELEASE_ALL =
      """
      update lease set node = null, incarnation = null, until = now()
       where node = ? and incarnation = ?
      """;

  static final String GONE = "delete from node where id = ? and incarnation = ?";

  private LeaseTable() {}
}
