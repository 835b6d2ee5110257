package isthmus.gateway.store;

import isthmus.cpm.address.Identity;
import isthmus.cpm.conversation.ContributionId;
import isthmus.cpm.conversation.ConversationId;
import isthmus.cpm.conversation.Correlation;
import isthmus.cpm.conversation.CorrelationKey;
import isthmus.cpm.store.CorrelationStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Correlations in PostgreSQL: one statement finds, opens and restarts any number of them. */
public final class PostgresCorrelationStore implements CorrelationStore {
  private final Database database;

  /** A store on a database. */
  public PostgresCorrelationStore(Database database) {
    this.database = database;
  }

  @Override
  public List<Correlation> obtain(List<Lookup> lookups) {
    if (lookups.isEmpty()) {
      return List.of();
    }
    Map<CorrelationKey, Lookup> distinct = new LinkedHashMap<>();
    lookups.forEach(lookup -> distinct.merge(lookup.key(), lookup, PostgresCorrelationStore::join));
    List<Lookup> asked = List.copyOf(distinct.values());
    Map<CorrelationKey, Correlation> answers =
        database.statement(connection -> obtain(connection, asked, distinct));
    return lookups.stream().map(lookup -> answer(answers, lookup)).toList();
  }

  /** The first opens, the last one says how long. */
  private static Lookup join(Lookup first, Lookup next) {
    return new Lookup(
        first.key(), first.conversation(), first.contribution(), next.now(), next.expires());
  }

  private static Correlation answer(Map<CorrelationKey, Correlation> answers, Lookup lookup) {
    Correlation answer = answers.get(lookup.key());
    if (answer == null) {
      throw new IllegalStateException("the database did not answer for a correlation");
    }
    return answer;
  }

  private static Map<CorrelationKey, Correlation> obtain(
      Connection connection, List<Lookup> asked, Map<CorrelationKey, Lookup> byKey)
      throws SQLException {
    Instant now = asked.stream().map(Lookup::now).max(Instant::compareTo).orElseThrow();
    Map<CorrelationKey, Correlation> answers = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(CorrelationTable.OBTAIN)) {
      new Parameters(statement)
          .texts(asked, l -> l.key().service())
          .texts(asked, l -> l.key().cpmUser().value())
          .texts(asked, l -> l.key().peer().value())
          .texts(asked, l -> l.conversation().value())
          .texts(asked, l -> l.contribution().value())
          .instants(asked, Lookup::expires)
          .instant(now)
          .instant(now);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          CorrelationKey key =
              new CorrelationKey(
                  rows.getString(1),
                  new Identity(rows.getString(2)),
                  new Identity(rows.getString(3)));
          ConversationId conversation = new ConversationId(rows.getString(4));
          ContributionId contribution = new ContributionId(rows.getString(5));
          Lookup lookup = byKey.get(key);
          boolean opened =
              lookup != null
                  && lookup.conversation().equals(conversation)
                  && lookup.contribution().equals(contribution);
          answers.put(key, new Correlation(conversation, contribution, opened));
        }
      }
    }
    return answers;
  }

  /** Forgets conversations that ended before an instant; returns how many. */
  public int purge(Instant before) {
    return database.lengthy(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CorrelationTable.PURGE)) {
            new Parameters(statement).instant(before);
            return statement.executeUpdate();
          }
        });
  }
}
