package isthmus.gateway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** Results as a table for people: a row for each measure, a column for each step. */
final class ResultTable {
  private static final String UNKNOWN = "-";

  private ResultTable() {}

  /** The lines of the table. */
  static List<String> of(List<StepResult> steps) {
    List<List<String>> rows = new ArrayList<>();
    row(rows, "", steps, StepResult::name);
    row(rows, "offered /s", steps, step -> whole(step.offered()));
    row(rows, "accepted /s (2xx)", steps, step -> whole(step.accepted()));
    row(rows, "submitted /s", steps, step -> whole(step.submitted()));
    row(rows, "receipts /s", steps, step -> whole(step.receipts()));
    row(rows, "IMDNs /s", steps, step -> whole(step.notified()));
    row(rows, "SIP answer p50 ms", steps, step -> millis(step.answer().p50()));
    row(rows, "SIP answer p99 ms", steps, step -> millis(step.answer().p99()));
    row(rows, "SIP to submit p50 ms", steps, step -> millis(step.submit().p50()));
    row(rows, "SIP to submit p99 ms", steps, step -> millis(step.submit().p99()));
    row(rows, "gateway CPU cores", steps, step -> cores(step.gatewayCores()));
    row(rows, "postgres CPU cores", steps, step -> cores(step.postgresCores()));
    row(rows, "load CPU cores", steps, step -> cores(step.loadCores()));
    row(rows, "gateway memory MiB", steps, step -> mebibytes(step.residentBytes()));
    row(rows, "gateway heap MiB", steps, step -> mebibytes(step.heapBytes()));
    row(
        rows,
        "drained after s",
        steps,
        step -> String.format(Locale.ROOT, "%.1f", step.drainSeconds()));
    row(rows, "sent", steps, step -> count(step.account().sent()));
    row(rows, "accepted", steps, step -> count(step.account().accepted()));
    row(rows, "refused", steps, step -> count(step.account().refused()));
    row(rows, "unanswered", steps, step -> count(step.account().unanswered()));
    row(rows, "retransmitted", steps, step -> count(step.retransmitted()));
    row(rows, "failed", steps, step -> count(step.account().failed()));
    row(rows, "duplicate submits", steps, step -> count(step.account().duplicates()));
    row(rows, "repeated IMDNs", steps, step -> count(step.account().repeated()));
    row(rows, "missing IMDNs", steps, step -> count(step.account().missing()));
    row(rows, "lost", steps, step -> count(step.account().lost()));
    return aligned(rows);
  }

  private static void row(
      List<List<String>> rows,
      String name,
      List<StepResult> steps,
      Function<StepResult, String> cell) {
    List<String> cells = new ArrayList<>();
    cells.add(name);
    steps.forEach(step -> cells.add(cell.apply(step)));
    rows.add(cells);
  }

  private static List<String> aligned(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(row.getFirst());
      line.append(" ".repeat(widths[0] - row.getFirst().length()));
      for (int i = 1; i < columns; i++) {
        line.append(" ".repeat(3 + widths[i] - row.get(i).length())).append(row.get(i));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static String whole(double value) {
    return count(Math.round(value));
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String cores(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String millis(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.1f", value.getAsDouble()) : UNKNOWN;
  }

  private static String mebibytes(OptionalLong bytes) {
    return bytes.isPresent() ? count(bytes.getAsLong() >> 20) : UNKNOWN;
  }
}
