package isthmus.isf;

import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.UserAnswers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Measures what one selection costs, explanation included: {@code main} prints a table of medians
 * and percentiles for Table 1 and for 40 rows by 12 services. Not a test: timing fails nothing.
 */
final class SelectionBenchmark {
  private static final int REQUESTS = 4_096;
  private static final int WARM_UP = 60;
  private static final int MEASURED = 100;

  private SelectionBenchmark() {}

  public static void main(String[] arguments) {
    System.out.println(
        "table        | what                | median us | p99 us | p99.9 us | selections/s");
    measure("11 x 5", Fixtures.appendixD());
    measure("40 x 12", big());
  }

  private static void measure(String name, RoutingTable table) {
    long began = System.nanoTime();
    try (IsfRules tables = Fixtures.active(table)) {
      System.out.printf(
          Locale.ROOT,
          "%-12s | activated in %d ms%n",
          name,
          (System.nanoTime() - began) / 1_000_000);
      InterworkingSelection selection = Fixtures.selection(tables);
      List<SelectionRequest> requests = requests(table);
      run(name, "select", selection, requests, false);
      run(name, "select and JSON", selection, requests, true);
    }
  }

  private static void run(
      String name,
      String what,
      InterworkingSelection selection,
      List<SelectionRequest> requests,
      boolean json) {
    long[] nanos = new long[MEASURED * REQUESTS];
    long sum = 0;
    int at = 0;
    for (int round = -WARM_UP; round < MEASURED; round++) {
      for (SelectionRequest request : requests) {
        long start = System.nanoTime();
        Selection selected = selection.select(request);
        sum += json ? selected.explanation().toJson().length() : selected.candidates().size();
        if (round >= 0) {
          nanos[at++] = System.nanoTime() - start;
        }
      }
    }
    long total = Arrays.stream(nanos).sum();
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%-12s | %-19s | %9.2f | %6.2f | %8.2f | %,d (check %d)%n",
        name,
        what,
        nanos[nanos.length / 2] / 1e3,
        nanos[(int) (nanos.length * 0.99)] / 1e3,
        nanos[(int) (nanos.length * 0.999)] / 1e3,
        1_000_000_000L * nanos.length / total,
        sum);
  }

  private static List<SelectionRequest> requests(RoutingTable table) {
    Set<String> services = new TreeSet<>();
    table.columns().forEach(column -> services.add(column.service()));
    Random random = new Random(1);
    String[] types = {"text/plain", "image/jpeg", "audio/amr", "video/3gpp"};
    List<SelectionRequest> requests = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      RequestFacts facts =
          Fixtures.text(1 + random.nextInt(60_000))
              .withMediaTypes("text/plain", types[1 + random.nextInt(3)])
              .withText(random.nextInt(400), 1 + random.nextInt(3));
      if (random.nextInt(4) > 0) {
        facts = Fixtures.text(random.nextInt(200)).withText(random.nextInt(400), 1);
      }
      UserAnswers user =
          random.nextBoolean()
              ? UserAnswers.NONE
              : new UserAnswers(
                  Map.of(), Map.of("email", true), Map.of("sms", random.nextBoolean()));
      requests.add(
          SelectionRequest.of(facts, Recipient.ofPhone("+15551000001"), services, services)
              .withUser(user));
    }
    return requests;
  }

  private static RoutingTable big() {
    StringBuilder csv = new StringBuilder();
    for (int column = 1; column <= 12; column++) {
      csv.append(",Service ").append(column);
    }
    csv.append(",Criterion,Mandatory\n");
    Random random = new Random(2);
    String[] criteria = {"size", "text", "picture", "user accepts", "always", "characters"};
    for (int row = 0; row < 40; row++) {
      String criterion = criteria[row % criteria.length];
      boolean numeric = criterion.equals("size") || criterion.equals("characters");
      csv.append("Row ").append(row);
      for (int column = 0; column < 12; column++) {
        String yesNo = random.nextInt(20) > 0 ? "Yes" : "No";
        csv.append(',').append(numeric ? Integer.toString(100 + random.nextInt(100_000)) : yesNo);
      }
      csv.append(',').append(criterion).append(criterion.equals("always") ? ",No\n" : ",\n");
    }
    return Fixtures.table(csv.toString());
  }
}
