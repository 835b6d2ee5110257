package isthmus.isf;

import isthmus.isf.table.Strategy;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Which of two feasible services comes first. The order is total: the accompanying identifier's
 * service, the policy's preference, the table's strategy over its soft rows, the user's priorities,
 * the order of columns.
 *
 * @param identified the accompanying identifier's service
 * @param preferred services that the policy prefers, best first
 * @param strategy the table's
 * @param priorities services that the user likes, best first
 */
record Precedence(
    Optional<String> identified,
    List<String> preferred,
    Strategy strategy,
    List<String> priorities) {

  /** What put one service before another. */
  enum Ground {
    IDENTIFIER,
    POLICY,
    ROWS,
    PRIORITIES,
    COLUMNS
  }

  /**
   * A feasible service as it is compared.
   *
   * @param fulfilled positions of the soft rows that it fulfils
   * @param column its column
   */
  record Standing(String service, long points, BitSet fulfilled, int column) {}

  int compare(Standing a, Standing b) {
    for (Ground ground : GROUNDS) {
      int difference = by(ground, a, b);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static final List<Ground> GROUNDS = List.of(Ground.values());

  /** What decides between two services. */
  Ground ground(Standing a, Standing b) {
    return GROUNDS.stream()
        .filter(ground -> by(ground, a, b) != 0)
        .findFirst()
        .orElse(Ground.COLUMNS);
  }

  private int by(Ground ground, Standing a, Standing b) {
    return switch (ground) {
      case IDENTIFIER ->
          identified.isEmpty()
              ? 0
              : Boolean.compare(
                  b.service().equals(identified.get()), a.service().equals(identified.get()));
      case POLICY -> byPlace(preferred, a, b);
      case ROWS ->
          switch (strategy) {
            case WEIGHTS -> Long.compare(b.points(), a.points());
            case TOP_DOWN -> topDown(a.fulfilled(), b.fulfilled());
          };
      case PRIORITIES -> byPlace(priorities, a, b);
      case COLUMNS -> Integer.compare(a.column(), b.column());
    };
  }

  /** The first row that one of them fulfils and the other does not decides. */
  private static int topDown(BitSet a, BitSet b) {
    int row = firstDifference(a, b);
    return row < 0 ? 0 : a.get(row) ? -1 : 1;
  }

  /** The position of the first row that one of them fulfils and the other does not, -1 if none. */
  static int firstDifference(BitSet a, BitSet b) {
    if (a.equals(b)) {
      return -1;
    }
    BitSet difference = (BitSet) a.clone();
    difference.xor(b);
    return difference.nextSetBit(0);
  }

  private static int byPlace(List<String> services, Standing a, Standing b) {
    return services.isEmpty() ? 0 : Integer.compare(place(services, a), place(services, b));
  }

  private static int place(List<String> services, Standing standing) {
    int place = services.indexOf(standing.service());
    return place < 0 ? Integer.MAX_VALUE : place;
  }
}
