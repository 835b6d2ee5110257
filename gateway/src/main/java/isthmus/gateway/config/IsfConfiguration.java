package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.WebAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The section {@code isf}. */
public record IsfConfiguration(
    @Setting(
            meaning =
                "Rules imported at the first start; afterwards the versions in the database rule. A"
                    + " CSV or XLSX file, a folder of such files, or a list of both: all their"
                    + " sheets (routing tables, policy, lists, maps) are one workbook, in this"
                    + " order, those of a folder by name. Without it, the table that comes with"
                    + " the program.")
        List<Path> table,
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

  /** Copies the list. */
  public IsfConfiguration {
    table = List.copyOf(table);
  }

  /** The files that {@link #table} leads to, folders opened; empty when nothing is configured. */
  public List<Path> sheetFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : table) {
      files.addAll(SheetFiles.at(path));
    }
    return files;
  }

  @Override
  public void check(Complaints complaints) {
    for (int i = 0; i < table.size(); i++) {
      String key = table.size() == 1 ? "table" : "table[" + i + "]";
      Path path = table.get(i);
      if (Files.isDirectory(path)) {
        checkFolder(path, key, complaints);
      } else if (!SheetFiles.isOne(path)) {
        complaints.error(key, "must be a .csv or .xlsx file, or a folder of such files");
      } else {
        ReadableFile.check(path, key, complaints);
      }
    }
  }

  private static void checkFolder(Path folder, String key, Complaints complaints) {
    try {
      List<Path> files = SheetFiles.at(folder);
      if (files.isEmpty()) {
        complaints.error(key, "folder " + folder + " has no .csv or .xlsx file");
      }
      files.forEach(file -> ReadableFile.check(file, key, complaints));
    } catch (IOException e) {
      complaints.error(key, "folder " + folder + " cannot be read");
    }
  }
}
