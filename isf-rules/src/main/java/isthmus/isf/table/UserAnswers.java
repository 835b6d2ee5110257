package isthmus.isf.table;

import java.util.List;
import java.util.Map;

/**
 * What is known about the user for user-specific rows, true for yes. A row asks first by its id,
 * then by its source, and falls back to its cell; rows whose source is the table ask nothing here.
 *
 * @param byRow by row id, then service
 * @param policy what the service provider allows, by service, for rows from USER_POLICY
 * @param preferences what the user accepts, by service, for rows from USER_PREFERENCE
 * @param priorities services in the order that the user likes them; one that is not named comes
 *     after those that are
 */
public record UserAnswers(
    Map<String, Map<String, Boolean>> byRow,
    Map<String, Boolean> policy,
    Map<String, Boolean> preferences,
    List<String> priorities) {

  /** Nothing known: every cell is its own default. */
  public static final UserAnswers NONE = new UserAnswers(Map.of(), Map.of(), Map.of(), List.of());

  /** Copies the collections. */
  public UserAnswers {
    byRow = Map.copyOf(byRow);
    policy = Map.copyOf(policy);
    preferences = Map.copyOf(preferences);
    priorities = List.copyOf(priorities);
  }

  /** Without an order of services. */
  public UserAnswers(
      Map<String, Map<String, Boolean>> byRow,
      Map<String, Boolean> policy,
      Map<String, Boolean> preferences) {
    this(byRow, policy, preferences, List.of());
  }

  /** What counts for a service in a row: the answer about the user, else the cell. */
  public Cell effective(TableRow row, String service, Cell cell) {
    if (row.source() == Source.TABLE) {
      return cell;
    }
    Boolean answer = byRow.getOrDefault(row.id(), Map.of()).get(service);
    if (answer == null) {
      answer = (row.source() == Source.USER_POLICY ? policy : preferences).get(service);
    }
    return answer == null ? cell : Cell.YesNo.of(answer);
  }
}
