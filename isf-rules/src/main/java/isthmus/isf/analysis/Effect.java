package isthmus.isf.analysis;

import isthmus.isf.table.Bearing;
import java.util.List;

/**
 * What one part of a request (its content, its size, …) does to all services at once. A bit stands
 * for a service.
 */
final class Effect {
  /** No row says anything. */
  final List<Told> told;

  /** Services failed by at least one row, and by at least two, among all rows that rule out. */
  final long once;

  final long twice;

  /** The same among mandatory rows only. */
  final long hardOnce;

  final long hardTwice;

  /** By relaxable row: services that it fails, and that it would count for. */
  final long[] relaxFails;

  final long[] relaxFulfils;

  /** By service: what fulfilled soft rows are worth. */
  final long[] worth;

  /** Services that were failed by this part alone in some request. */
  long single;

  /** The same without relaxable rows. */
  long singleHard;

  /**
   * What a row said.
   *
   * @param row its position
   * @param failing services that fail it
   * @param fulfilled services that fulfil it
   */
  record Told(int row, Bearing bearing, long failing, long fulfilled) {}

  Effect(TableModel model, List<Told> told) {
    this.told = List.copyOf(told);
    this.relaxFails = new long[model.relaxable().size()];
    this.relaxFulfils = new long[model.relaxable().size()];
    this.worth = new long[model.services()];
    long o = 0;
    long t = 0;
    long ho = 0;
    long ht = 0;
    for (Told row : told) {
      switch (row.bearing()) {
        case MANDATORY -> {
          ht |= ho & row.failing();
          ho |= row.failing();
          t |= o & row.failing();
          o |= row.failing();
        }
        case RELAXABLE -> {
          t |= o & row.failing();
          o |= row.failing();
          int at = model.relaxable().indexOf(row.row());
          relaxFails[at] = row.failing();
          relaxFulfils[at] = row.fulfilled();
        }
        case SOFT -> {
          long value = model.worth(row.row());
          for (int column = 0; column < worth.length; column++) {
            worth[column] += (row.fulfilled() >>> column & 1) * value;
          }
        }
      }
    }
    this.once = o;
    this.twice = t;
    this.hardOnce = ho;
    this.hardTwice = ht;
  }
}
