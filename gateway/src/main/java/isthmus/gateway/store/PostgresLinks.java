package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.AddressParser;
import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Alteration;
import isthmus.cpm.delivery.Treatment;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.DeliveryKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Contents that were sent as links; they go with the days of their messages. Blocks. */
public final class PostgresLinks {
  private static final String FIND =
      "select d.treatment, "
          + MessageTable.COLUMNS
          + " from delivery d join message m on m.id = d.message_id"
          + " where d.id = ? and d.kind = 0 and d.treatment is not null";

  private final Database database;
  private final AddressText addresses;

  /** The links in a database. */
  public PostgresLinks(Database database, AddressParser addresses) {
    this.database = requireNonNull(database);
    this.addresses = new AddressText(addresses);
  }

  /** A content and the link that it was sent as. */
  public record Sent(Content content, Alteration.Linked link) {}

  /** What a delivery sent as a link; empty when there is no such delivery, or it sent none. */
  public Optional<Sent> find(DeliveryKey delivery) {
    return database.statement(connection -> find(connection, delivery));
  }

  private Optional<Sent> find(Connection connection, DeliveryKey delivery) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      new Parameters(statement).uuid(delivery.value());
      try (ResultSet results = statement.executeQuery()) {
        Row row = new Row(results, addresses);
        if (!row.next()) {
          return Optional.empty();
        }
        Treatment treatment = row.treatment();
        AcceptedMessage message = MessageTable.read(row);
        return treatment.alterations().stream()
            .filter(Alteration.Linked.class::isInstance)
            .map(Alteration.Linked.class::cast)
            .findFirst()
            .map(link -> new Sent(message.message().content(), link));
      }
    }
  }
}
