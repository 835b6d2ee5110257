package isthmus.gateway.whatif;

import static isthmus.gateway.whatif.AnalysisSite.sheet;

import isthmus.isf.book.Workbook;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A workbook of the size that is promised: 40 rows, 12 services, many rows of policy. */
final class BigBook {
  static final Set<String> SERVICES =
      IntStream.rangeClosed(1, 12)
          .mapToObj(number -> "service-" + number)
          .collect(Collectors.toUnmodifiableSet());

  private static final String[] CRITERIA = {
    "size", "text", "picture", "user accepts", "always", "characters"
  };
  private static final String[] STAGES = {
    "decision", "failure", "inbound", "selection", "selection", "selection", "selection"
  };

  private BigBook() {}

  /** The same for the same seed. */
  static Workbook of(int policyRows, int seed) {
    return new Workbook(
        List.of(
            sheet("Routing", routing(new Random(seed))),
            sheet("Policy", policy(policyRows, new Random(seed)))));
  }

  private static String routing(Random random) {
    StringBuilder csv = new StringBuilder();
    for (int column = 1; column <= 12; column++) {
      csv.append(",Service ").append(column);
    }
    csv.append(",Criterion,Mandatory\n");
    for (int row = 0; row < 40; row++) {
      String criterion = CRITERIA[row % CRITERIA.length];
      boolean numeric = criterion.equals("size") || criterion.equals("characters");
      csv.append("Row ").append(row);
      for (int column = 0; column < 12; column++) {
        String yesNo = random.nextInt(20) > 0 ? "Yes" : "No";
        csv.append(',').append(numeric ? Integer.toString(100 + random.nextInt(900_000)) : yesNo);
      }
      csv.append(',').append(criterion).append(criterion.equals("always") ? ",No\n" : ",\n");
    }
    return csv.toString();
  }

  /** Most ask for a prefix and one thing more; few fit a given message. */
  private static String policy(int rows, Random random) {
    StringBuilder csv =
        new StringBuilder(
            "Type:,policy\nRow,Stage,From,To,Content,Size,When,From class,Service,Prefer,Forbid,"
                + "Rewrite to\n");
    for (int row = 0; row < rows; row++) {
      String stage = STAGES[row % STAGES.length];
      boolean selects = stage.equals("selection") || stage.equals("failure");
      String[] cells = new String[12];
      Arrays.fill(cells, "");
      cells[0] = "Row " + row;
      cells[1] = stage;
      cells[2 + random.nextInt(2)] = prefix(random);
      switch (random.nextInt(5)) {
        case 0 -> cells[4] = "video/3gpp";
        case 1 -> cells[5] = "> " + random.nextInt(50_000);
        case 2 -> cells[6] = "Mon-Fri " + (10 + random.nextInt(6)) + ":00-17:30";
        case 3 -> cells[7] = "class-" + row % 5;
        default -> cells[8] = "service-" + (1 + row % 12);
      }
      String service = "service-" + (1 + row % 12);
      cells[selects ? 9 + random.nextInt(2) : 11] = selects ? service : "+15550000000";
      csv.append(String.join(",", cells)).append('\n');
    }
    return csv.toString();
  }

  /** Every third is one that recorded messages have. */
  private static String prefix(Random random) {
    return random.nextInt(3) == 0
        ? "+1555" + (100 + 100 * random.nextInt(2)) + random.nextInt(10) + "*"
        : "+" + (200 + random.nextInt(700)) + random.nextInt(10) + "*";
  }
}
