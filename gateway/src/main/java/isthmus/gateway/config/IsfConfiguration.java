package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.WebAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The section {@code isf}. */
public record IsfConfiguration(
    @Setting(
            meaning =
                "Routing table (CSV or XLSX) imported at the first start; afterwards the versions"
                    + " in the database rule.")
        Optional<Path> table,
    @Setting(
            meaning =
                "How one of several possible services is chosen by a table that does not say"
                    + " itself: by the highest row that tells them apart, or by the sum of the"
                    + " weights of the rows that are met.",
            fallback = "top-down")
        Strategy strategy,
    @Setting(
            meaning =
                "Whether somebody who did not work on a version of the rules has to approve it"
                    + " before it can be activated.",
            fallback = "off")
        Approval approval,
    @Setting(
            meaning =
                "Address under which others reach this gateway's /c/, such as"
                    + " https://links.example.org; what the action `link` of the policy table sends"
                    + " begins with it. Without it nothing is sent as a link.")
        Optional<WebAddress> linkBase,
    @Setting(
            meaning =
                "How long what was sent as a link can be fetched; no longer than"
                    + " delivery.retention in any case.",
            fallback = "7d",
            min = "1m",
            max = "3650d")
        Duration linkLife)
    implements Checked {

  /** Whether versions have to be approved. */
  public enum Approval {
    /** Nobody has to. */
    OFF,
    /** Another user has to. */
    REQUIRED
  }

  /** How ties are broken (CPM SD appendix D). */
  public enum Strategy {
    /** The first row, by rank, that one service meets and the other does not. */
    TOP_DOWN,
    /** The greatest sum of weights of rows met. */
    WEIGHTS
  }

  @Override
  public void check(Complaints complaints) {
    table.ifPresent(
        path -> {
          String name = path.toString().toLowerCase(Locale.ROOT);
          if (!name.endsWith(".csv") && !name.endsWith(".xlsx")) {
            complaints.error("table", "must be a .csv or .xlsx file");
          } else {
            ReadableFile.check(path, "table", complaints);
          }
        });
  }
}
