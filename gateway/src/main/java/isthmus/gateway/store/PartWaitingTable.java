package isthmus.gateway.store;

import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.interworking.PartStore.Part;
import java.sql.SQLException;

/** SQL of {@code part_group} and {@code part_waiting}. */
final class PartWaitingTable {
  /**
   * Locks the groups, in order of their keys, so that of two siblings that come at the same time
   * the second sees the first.
   */
  static final String LOCK_GROUPS =
      """
      insert into part_group as g (group_key, first_at)
      select t.group_key, to_timestamp(min(t.at))
        from unnest(?::text[], ?::float8[]) as t(group_key, at)
       group by t.group_key order by t.group_key
      on conflict (group_key) do update set first_at = least(g.first_at, excluded.first_at)
      """;

  static final String INSERT =
      """
      insert into part_waiting (group_key, number, total, octets, at)
      select t.group_key, t.number, t.total, t.octets, to_timestamp(t.at)
        from unnest(?::text[], ?::int[], ?::int[], ?::bytea[], ?::float8[])
          as t(group_key, number, total, octets, at)
      on conflict do nothing
      """;

  static final String OF_GROUPS =
      """
      select p.group_key, p.number, p.total, p.octets, p.at
        from (select distinct group_key from unnest(?::text[]) as t(group_key)) t
        join part_waiting p on p.group_key = t.group_key
       order by p.group_key, p.number
      """;

  static final String CLAIM =
      """
      update part_group set claimed_until = now() + interval '1 minute'
       where group_key in (
         select group_key from part_group
          where first_at < to_timestamp(?) and (claimed_until is null or claimed_until < now())
          order by first_at limit ? for update skip locked)
      returning group_key
      """;

  static final String REMOVE_PARTS = "delete from part_waiting where group_key = ?";

  static final String REMOVE_GROUP = "delete from part_group where group_key = ?";

  private PartWaitingTable() {}

  static Part read(Row row) throws SQLException {
    return new Part(
        row.text(), row.number(), row.number(), Octets.wrap(row.octets()), row.instant());
  }
}
