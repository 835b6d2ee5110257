package isthmus.gateway.tables;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.store.PostgresRoutingTables.Format;
import isthmus.gateway.store.PostgresRoutingTables.TableFile;
import isthmus.isf.table.Strategy;

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

  private Tables() {}

  static TableFile file(String csv) {
    return file("routing.csv", csv);
  }

  static TableFile file(String name, String csv) {
    return new TableFile(name, Format.CSV, Octets.utf8(csv), Strategy.TOP_DOWN);
  }
}
