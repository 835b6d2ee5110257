package isthmus.isf.policy;

import isthmus.isf.table.RoutingTable;
import java.util.List;
import java.util.Optional;

/**
 * Everything that decides together and has one version.
 *
 * @param tables routing tables; the first decides when the policy names no other
 * @param policy the policy table, when there is one
 * @param lists the lists that conditions name
 * @param maps the maps that actions name
 */
public record RuleSet(
    List<RoutingTable> tables,
    Optional<PolicyTable> policy,
    List<AddressList> lists,
    List<AddressMap> maps) {
  /** Copies the lists. */
  public RuleSet {
    tables = List.copyOf(tables);
    lists = List.copyOf(lists);
    maps = List.copyOf(maps);
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("at least one routing table");
    }
  }

  /** A routing table alone. */
  public static RuleSet of(RoutingTable table) {
    return new RuleSet(List.of(table), Optional.empty(), List.of(), List.of());
  }

  /** The table that decides when the policy names no other. */
  public RoutingTable first() {
    return tables.getFirst();
  }

  /** A routing table by its id. */
  public Optional<RoutingTable> table(String id) {
    return tables.stream().filter(table -> table.id().equals(id)).findFirst();
  }

  /** A list by its id. */
  public Optional<AddressList> list(String id) {
    return lists.stream().filter(list -> list.id().equals(id)).findFirst();
  }

  /** A map by its id. */
  public Optional<AddressMap> map(String id) {
    return maps.stream().filter(map -> map.id().equals(id)).findFirst();
  }
}
