package isthmus.gateway.store;

import isthmus.cpm.address.AddressParser;
import isthmus.cpm.interworking.PartStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Waiting parts in PostgreSQL; parts that come together are committed together. */
public final class PostgresPartStore implements PartStore, AutoCloseable {
  private final Database database;
  private final AddressText addresses;
  private final GroupCommit<Part, List<Part>> additions;
  private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

  /** A store on a database. */
  public PostgresPartStore(Database database, AddressParser parser) {
    this(database, parser, GroupCommit.Settings.named("parts"));
  }

  /**
   * The same.
   *
   * @param settings how parts are gathered; one writer does, whatever they say
   */
  public PostgresPartStore(Database database, AddressParser parser, GroupCommit.Settings settings) {
    this.database = database;
    this.addresses = new AddressText(parser);
    this.additions = new GroupCommit<>(settings.withWriters(1), this::addAll);
  }

  @Override
  public CompletionStage<List<Part>> add(Part part) {
    return additions.submit(part);
  }

  /** What has been added. */
  public CommitMetrics.Snapshot metrics() {
    return additions.metrics();
  }

  private List<List<Part>> addAll(List<Part> parts) {
    database.requireRoom();
    Map<String, List<Part>> groups = database.transaction(connection -> addAll(connection, parts));
    return parts.stream().map(part -> groups.getOrDefault(part.group(), List.of())).toList();
  }

  private Map<String, List<Part>> addAll(Connection connection, List<Part> parts)
      throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(PartWaitingTable.LOCK_GROUPS);
        PreparedStatement insert = connection.prepareStatement(PartWaitingTable.INSERT)) {
      new Parameters(lock).texts(parts, Part::group).instants(parts, Part::at);
      lock.executeUpdate();
      new Parameters(insert)
          .texts(parts, Part::group)
          .numbers(parts, Part::number)
          .numbers(parts, Part::total)
          .octets(parts, p -> p.octets().toByteArray())
          .instants(parts, Part::at);
      insert.executeUpdate();
    }
    return ofGroups(connection, parts.stream().map(Part::group).toList());
  }

  private Map<String, List<Part>> ofGroups(Connection connection, List<String> groups)
      throws SQLException {
    Map<String, List<Part>> found = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(PartWaitingTable.OF_GROUPS)) {
      new Parameters(statement).texts(groups, group -> group);
      try (ResultSet results = statement.executeQuery()) {
        Row row = new Row(results, addresses);
        while (row.next()) {
          Part part = PartWaitingTable.read(row);
          found.computeIfAbsent(part.group(), group -> new ArrayList<>()).add(part);
        }
      }
    }
    found.replaceAll((group, parts) -> List.copyOf(parts));
    return found;
  }

  @Override
  public CompletionStage<List<List<Part>>> overdue(Instant firstBefore, int limit) {
    return soon(
        () ->
            database.transaction(
                connection -> {
                  List<String> groups = claim(connection, firstBefore, limit);
                  return groups.isEmpty()
                      ? List.of()
                      : List.copyOf(ofGroups(connection, groups).values());
                }));
  }

  private static List<String> claim(Connection connection, Instant firstBefore, int limit)
      throws SQLException {
    List<String> groups = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(PartWaitingTable.CLAIM)) {
      new Parameters(statement).instant(firstBefore).number(limit);
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          groups.add(results.getString(1));
        }
      }
    }
    return groups;
  }

  @Override
  public CompletionStage<Boolean> remove(String group) {
    return soon(() -> database.transaction(connection -> remove(connection, group)));
  }

  /** The group first: it is what others lock. */
  private static boolean remove(Connection connection, String group) throws SQLException {
    try (PreparedStatement whole = connection.prepareStatement(PartWaitingTable.REMOVE_GROUP);
        PreparedStatement parts = connection.prepareStatement(PartWaitingTable.REMOVE_PARTS)) {
      new Parameters(whole).text(group);
      boolean there = whole.executeUpdate() > 0;
      new Parameters(parts).text(group);
      return parts.executeUpdate() > 0 || there;
    }
  }

  private <T> CompletionStage<T> soon(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, executor);
  }

  @Override
  public void close() {
    additions.close();
  }
}
