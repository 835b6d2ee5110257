package isthmus.gateway.store;

import isthmus.cpm.address.AddressParser;
import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.message.DeliveryKey;
import isthmus.cpm.message.MessageKey;
import isthmus.cpm.store.StoryStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Stories from PostgreSQL; reads only. */
public final class PostgresStoryStore implements StoryStore {
  private final Database database;
  private final AddressText addresses;

  /** A store on a database. */
  public PostgresStoryStore(Database database, AddressParser parser) {
    this.database = database;
    this.addresses = new AddressText(parser);
  }

  @Override
  public List<Story> find(String id, int limit) {
    return database.statement(connection -> find(connection, id, limit));
  }

  private List<Story> find(Connection connection, String id, int limit) throws SQLException {
    List<AcceptedMessage> messages = messages(connection, id, limit);
    List<UUID> ids = messages.stream().map(m -> m.key().value()).toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<UUID, AcceptedMessage> byId = new HashMap<>();
    messages.forEach(m -> byId.put(m.key().value(), m));
    Map<UUID, List<PartStory>> parts = parts(connection, ids);
    Map<UUID, List<DeliveryStory>> deliveries = deliveries(connection, ids, byId, parts);
    Map<UUID, List<AttemptStory>> attempts = attempts(connection, ids);
    List<Story> stories = new ArrayList<>();
    for (AcceptedMessage message : messages) {
      UUID key = message.key().value();
      stories.add(
          new Story(
              message,
              deliveries.getOrDefault(key, List.of()),
              parts.getOrDefault(key, List.of()),
              attempts.getOrDefault(key, List.of())));
    }
    return stories;
  }

  private List<AcceptedMessage> messages(Connection connection, String id, int limit)
      throws SQLException {
    List<AcceptedMessage> messages = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(StorySql.MESSAGES)) {
      Parameters parameters = new Parameters(statement).text(uuid(id).orElse(null)).text(id);
      parameters.number(limit);
      try (ResultSet results = statement.executeQuery()) {
        Row row = new Row(results, addresses);
        while (row.next()) {
          messages.add(MessageTable.read(row));
        }
      }
    }
    return messages;
  }

  private static Optional<String> uuid(String id) {
    try {
      return id.length() == 36 ? Optional.of(UUID.fromString(id).toString()) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Map<UUID, List<DeliveryStory>> deliveries(
      Connection connection,
      List<UUID> messages,
      Map<UUID, AcceptedMessage> byId,
      Map<UUID, List<PartStory>> parts)
      throws SQLException {
    Map<UUID, MessageKey> behind = behind(connection, messages);
    Map<UUID, List<DeliveryStory>> deliveries = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(StorySql.DELIVERIES)) {
      new Parameters(statement).uuids(messages, id -> id);
      try (ResultSet results = statement.executeQuery()) {
        Row row = new Row(results, addresses);
        while (row.next()) {
          UUID message = row.uuid();
          AcceptedMessage accepted = byId.get(message);
          if (accepted == null) {
            continue;
          }
          DeliveryTable.Line line = DeliveryTable.read(row);
          deliveries
              .computeIfAbsent(message, id -> new ArrayList<>())
              .add(
                  new DeliveryStory(
                      line.of(accepted, partsOf(parts.getOrDefault(message, List.of()), line.id())),
                      row.instant(),
                      row.optionalInstant(),
                      row.optionalInstant(),
                      row.optionalInstant(),
                      Optional.ofNullable(behind.get(line.id()))));
        }
      }
    }
    return deliveries;
  }

  private Map<UUID, MessageKey> behind(Connection connection, List<UUID> messages)
      throws SQLException {
    Map<UUID, MessageKey> behind = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(StorySql.BEHIND)) {
      new Parameters(statement).uuids(messages, id -> id);
      try (ResultSet results = statement.executeQuery()) {
        Row row = new Row(results, addresses);
        while (row.next()) {
          behind.put(row.uuid(), new MessageKey(row.uuid()));
        }
      }
    }
    return behind;
  }

  private static List<ExternalPart> partsOf(List<PartStory> parts, UUID delivery) {
    return parts.stream()
        .filter(p -> p.delivery().value().equals(delivery))
        .map(PartStory::part)
        .toList();
  }

  private Map<UUID, List<PartStory>> parts(Connection connection, List<UUID> messages)
      throws SQLException {
    Map<UUID, List<PartStory>> parts = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(StorySql.PARTS)) {
      new Parameters(statement).uuids(messages, id -> id);
      try (ResultSet results = statement.executeQuery()) {
        Row row = new Row(results, addresses);
        while (row.next()) {
          parts
              .computeIfAbsent(row.uuid(), id -> new ArrayList<>())
              .add(
                  new PartStory(
                      new DeliveryKey(row.uuid()),
                      PartTable.read(row),
                      row.optionalText(),
                      row.optionalText(),
                      row.optionalInstant()));
        }
      }
    }
    return parts;
  }

  private Map<UUID, List<AttemptStory>> attempts(Connection connection, List<UUID> messages)
      throws SQLException {
    Map<UUID, List<AttemptStory>> attempts = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(StorySql.ATTEMPTS)) {
      new Parameters(statement).uuids(messages, id -> id);
      try (ResultSet results = statement.executeQuery()) {
        Row row = new Row(results, addresses);
        while (row.next()) {
          attempts.computeIfAbsent(row.uuid(), id -> new ArrayList<>()).add(attempt(row));
        }
      }
    }
    return attempts;
  }

  private static AttemptStory attempt(Row row) throws SQLException {
    return new AttemptStory(
        new DeliveryKey(row.uuid()),
        row.number(),
        row.instant(),
        row.text(),
        new Failure(FailureCode.valueOf(row.text()), row.text(), row.text()),
        row.optionalText());
  }

  @Override
  public List<Summary> latest(int limit) {
    return database.statement(
        connection -> {
          List<Summary> summaries = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(StorySql.LATEST)) {
            new Parameters(statement).number(limit);
            try (ResultSet results = statement.executeQuery()) {
              Row row = new Row(results, addresses);
              while (row.next()) {
                summaries.add(summary(row));
              }
            }
          }
          return summaries;
        });
  }

  private static Summary summary(Row row) throws SQLException {
    MessageKey key = new MessageKey(row.uuid());
    Instant at = row.instant();
    return new Summary(
        key,
        at,
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        DeliveryState.ofCode(row.number()));
  }

  @Override
  public List<StateCount> openByState() {
    return database.statement(
        connection -> {
          List<StateCount> counts = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(StorySql.OPEN);
              ResultSet results = statement.executeQuery()) {
            while (results.next()) {
              counts.add(
                  new StateCount(DeliveryState.ofCode(results.getInt(1)), results.getLong(2)));
            }
          }
          return counts;
        });
  }
}
