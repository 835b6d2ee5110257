package isthmus.gateway.store;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.delivery.Treatment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Reads the columns of a result row one after the other. */
final class Row {
  private final ResultSet results;
  private final AddressText addresses;
  private int at;

  Row(ResultSet results, AddressText addresses) {
    this.results = results;
    this.addresses = addresses;
  }

  /** Moves to the next row. */
  boolean next() throws SQLException {
    at = 0;
    return results.next();
  }

  UUID uuid() throws SQLException {
    return results.getObject(++at, UUID.class);
  }

  Optional<UUID> optionalUuid() throws SQLException {
    return Optional.ofNullable(results.getObject(++at, UUID.class));
  }

  String text() throws SQLException {
    return results.getString(++at);
  }

  Optional<String> optionalText() throws SQLException {
    return Optional.ofNullable(results.getString(++at));
  }

  Address address() throws SQLException {
    return addressOf(text());
  }

  Treatment treatment() throws SQLException {
    return TreatmentText.read(optionalText(), addresses);
  }

  Address addressOf(String stored) {
    return addresses.address(stored);
  }

  Optional<ServiceIdentifier> optionalService() throws SQLException {
    return optionalText().map(AddressText::service);
  }

  int number() throws SQLException {
    return results.getInt(++at);
  }

  Optional<Integer> optionalNumber() throws SQLException {
    int value = results.getInt(++at);
    return results.wasNull() ? Optional.empty() : Optional.of(value);
  }

  long longNumber() throws SQLException {
    return results.getLong(++at);
  }

  boolean flag() throws SQLException {
    return results.getBoolean(++at);
  }

  byte[] octets() throws SQLException {
    return results.getBytes(++at);
  }

  Optional<byte[]> optionalOctets() throws SQLException {
    return Optional.ofNullable(results.getBytes(++at));
  }

  Instant instant() throws SQLException {
    return results.getObject(++at, OffsetDateTime.class).toInstant();
  }

  Optional<Instant> optionalInstant() throws SQLException {
    return Optional.ofNullable(results.getObject(++at, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
