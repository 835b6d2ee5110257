package isthmus.gateway.rules;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.store.DatabaseSource;
import isthmus.gateway.store.PostgresActivations.Wish;
import isthmus.gateway.store.PostgresRuleSets.Format;
import isthmus.gateway.store.PostgresRuleSets.ImportedFile;
import isthmus.gateway.store.PostgresRuleSets.NewVersion;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.WorkbookJson;
import isthmus.isf.book.Worksheet;
import isthmus.isf.table.Strategy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Files that the tests import. */
final class Tables {
  static final String TOY_FIRST =
      """
      ,Toy,Other
      Max size (bytes),1000,
      Text ok,Yes,Yes
      """;

  static final String OTHER_FIRST =
      """
      ,Other,Toy
      # said twice
      Text ok,Yes,Yes
      Preferred by service provider,Yes,No
      """;

  static final String BROKEN =
      """
      ,Toy,Other
      Text ok,maybe,Yes
      Max size (bytes),-1,
      """;

  static final String POLICY =
      """
      Type:,policy
      ,To,Reject
      No premium,+1900*,403 Not from here
      """;

  private Tables() {}

  static ImportedFile file(String csv) {
    return file("routing.csv", csv);
  }

  static ImportedFile file(String name, String csv) {
    return new ImportedFile(name, Format.CSV, Octets.utf8(csv), Strategy.TOP_DOWN);
  }

  /** A version as a newer release might leave it, with whatever it holds. */
  static NewVersion unchecked(String csv) {
    return new NewVersion(
        file(csv),
        WorkbookJson.write(new Workbook(List.of(new Worksheet("routing", cells(csv))))),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        "",
        "a newer release",
        List.of("a newer release"));
  }

  /** Writes and activates a version as the release before did, which knew only files. */
  static void asBefore(DatabaseSource.Server server, String csv) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                server.url(), server.user().orElse(null), server.password().orElse(null));
        PreparedStatement table =
            connection.prepareStatement(
                "insert into routing_table values (2, 'old.csv', ?, 'CSV', 'TOP_DOWN', '',"
                    + " 'before', now())");
        PreparedStatement activation =
            connection.prepareStatement(
                "insert into routing_table_activation (version, who, activated_at)"
                    + " values (2, 'before', now())")) {
      table.setBytes(1, csv.getBytes(StandardCharsets.UTF_8));
      table.execute();
      activation.execute();
    }
  }

  /** What activates a version. */
  static Wish wish(long version) {
    return new Wish(version, "a newer release", "", "", OptionalLong.empty(), false);
  }

  private static List<List<String>> cells(String csv) {
    return csv.lines().map(line -> List.of(line.split(",", -1))).toList();
  }
}
