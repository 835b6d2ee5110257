package isthmus.isf.analysis;

import isthmus.isf.table.Bearing;
import isthmus.isf.table.RequestKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks a table about every request that it can tell apart, and counts. When there are too many, a
 * part of them, drawn evenly, always the same.
 */
final class Sweep {
  /** Requests that are asked about at most, a second's work. */
  static final long MAX_REQUESTS = 1_500_000;

  private static final int MAX_SEEN = 100_000;

  private final TableModel model;
  private final List<Domain> domains = new ArrayList<>();
  private final int services;
  private final long[] wins;
  private final long[] winners;
  private final long[] companions;
  private long everFeasible;
  private long asked;
  private final boolean sampled;

  /** What was seen already of services that are left and what counts for each. */
  private final Set<Long> seen = new HashSet<>();

  private final boolean[] softMatters;
  private final Map<Integer, Map<Integer, Example>> ties = new TreeMap<>();

  /** The path to the request that is asked about: a set of atoms and a step of each number. */
  private final int[] path = new int[TableModel.NUMBERS.size()];

  private final Layer[] layers;

  /** A request of a domain. */
  record Example(Domain domain, int subset, List<Integer> steps) {}

  /** What is said by the parts of the request that are chosen so far. */
  private static final class Layer {
    long once;
    long twice;
    long hardOnce;
    long hardTwice;
    final long[] relaxFails;
    final long[] relaxFulfils;
    final long[] worth;

    Layer(TableModel model) {
      relaxFails = new long[model.relaxable().size()];
      relaxFulfils = new long[relaxFails.length];
      worth = new long[model.services()];
    }

    void of(Layer outer, Effect effect) {
      twice = outer.twice | effect.twice | (outer.once & effect.once);
      once = outer.once | effect.once;
      hardTwice = outer.hardTwice | effect.hardTwice | (outer.hardOnce & effect.hardOnce);
      hardOnce = outer.hardOnce | effect.hardOnce;
      for (int i = 0; i < relaxFails.length; i++) {
        relaxFails[i] = outer.relaxFails[i] | effect.relaxFails[i];
        relaxFulfils[i] = outer.relaxFulfils[i] | effect.relaxFulfils[i];
      }
      for (int i = 0; i < worth.length; i++) {
        worth[i] = outer.worth[i] + effect.worth[i];
      }
    }
  }

  private Sweep(TableModel model) {
    this.model = model;
    this.services = model.services();
    this.wins = new long[services];
    this.winners = new long[services];
    this.companions = new long[services];
    Arrays.fill(companions, model.all());
    this.softMatters = new boolean[model.table().rows().size()];
    this.layers = new Layer[path.length + 3];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = new Layer(model);
    }
    boolean all = true;
    long size = 0;
    for (RequestKind kind : RequestKind.values()) {
      if (kind != RequestKind.DISPOSITION_NOTIFICATION) {
        Domain domain = new Domain(model, kind);
        domains.add(domain);
        all &= domain.whole();
        size += domain.size();
      }
    }
    this.sampled = !all || size > MAX_REQUESTS;
    for (Domain domain : domains) {
      run(domain, size);
    }
  }

  static Sweep of(TableModel model) {
    return new Sweep(model);
  }

  private void run(Domain domain, long size) {
    layers[1].of(layers[0], domain.base());
    Random random = new Random(size);
    for (int subset : domain.sets()) {
      Effect content = domain.effect(subset);
      layers[2].of(layers[1], content);
      if (size <= MAX_REQUESTS) {
        descend(domain, subset, 0);
      } else {
        long share = Math.max(64, MAX_REQUESTS / domains.size() / domain.sets().length);
        extremes(domain, subset);
        for (long i = 0; i < Math.min(share, domain.size(subset)); i++) {
          draw(domain, subset, random);
        }
      }
    }
  }

  private void descend(Domain domain, int subset, int number) {
    if (number == path.length) {
      ask(domain, subset);
      return;
    }
    int steps = domain.steps(number, subset);
    if (steps == 0) {
      path[number] = -1;
      copy(number);
      descend(domain, subset, number + 1);
    }
    for (int step = 0; step < steps; step++) {
      path[number] = step;
      layers[number + 3].of(layers[number + 2], domain.number(number, step));
      descend(domain, subset, number + 1);
    }
  }

  private void copy(int number) {
    Layer from = layers[number + 2];
    Layer to = layers[number + 3];
    to.once = from.once;
    to.twice = from.twice;
    to.hardOnce = from.hardOnce;
    to.hardTwice = from.hardTwice;
    System.arraycopy(from.relaxFails, 0, to.relaxFails, 0, to.relaxFails.length);
    System.arraycopy(from.relaxFulfils, 0, to.relaxFulfils, 0, to.relaxFulfils.length);
    System.arraycopy(from.worth, 0, to.worth, 0, to.worth.length);
  }

  /** Each number alone at each of its steps, all others at their least. */
  private void extremes(Domain domain, int subset) {
    for (int number = 0; number < path.length; number++) {
      for (int step = 0; step < domain.steps(number, subset); step++) {
        for (int other = 0; other < path.length; other++) {
          path[other] = domain.steps(other, subset) == 0 ? -1 : 0;
        }
        path[number] = step;
        walk(domain, subset);
      }
    }
  }

  private void draw(Domain domain, int subset, Random random) {
    for (int number = 0; number < path.length; number++) {
      int steps = domain.steps(number, subset);
      path[number] = steps == 0 ? -1 : random.nextInt(steps);
    }
    walk(domain, subset);
  }

  private void walk(Domain domain, int subset) {
    for (int number = 0; number < path.length; number++) {
      if (path[number] < 0) {
        copy(number);
      } else {
        layers[number + 3].of(layers[number + 2], domain.number(number, path[number]));
      }
    }
    ask(domain, subset);
  }

  private void ask(Domain domain, int subset) {
    asked++;
    Layer said = layers[layers.length - 1];
    note(domain, subset, said.once & ~said.twice, said.hardOnce & ~said.hardTwice);
    long feasible = model.all() & ~said.once;
    int kept = said.relaxFails.length;
    while (feasible == 0 && kept > 0) {
      kept--;
      long once = said.hardOnce;
      long twice = said.hardTwice;
      for (int i = 0; i < kept; i++) {
        twice |= once & said.relaxFails[i];
        once |= said.relaxFails[i];
      }
      note(domain, subset, once & ~twice, once & ~twice);
      feasible = model.all() & ~once;
    }
    if (feasible == 0) {
      return;
    }
    everFeasible |= feasible;
    for (int i = kept; i < said.relaxFails.length; i++) {
      // A row that was dropped counts among the soft ones, so it may matter in either way.
      softMatters[model.relaxable().get(i)] = true;
      long value = model.worth(model.relaxable().get(i));
      for (int column = 0; column < services; column++) {
        said.worth[column] += (said.relaxFulfils[i] >>> column & 1) * value;
      }
    }
    int winner = winner(feasible, said.worth);
    wins[winner]++;
    for (long left = feasible; left != 0; left &= left - 1) {
      int column = Long.numberOfTrailingZeros(left);
      winners[column] |= 1L << winner;
      companions[column] &= feasible;
    }
    if (seen.size() == MAX_SEEN) {
      // What was seen before is looked at again; that costs time and no memory.
      seen.clear();
    }
    if (seen.add(signature(feasible, said.worth))) {
      look(domain, subset, feasible, said.worth, winner);
    }
  }

  private void note(Domain domain, int subset, long single, long singleHard) {
    note(domain.base(), single, singleHard);
    note(domain.effect(subset), single, singleHard);
    for (int number = 0; number < path.length; number++) {
      if (path[number] >= 0) {
        note(domain.number(number, path[number]), single, singleHard);
      }
    }
  }

  private static void note(Effect effect, long single, long singleHard) {
    effect.single |= single;
    effect.singleHard |= singleHard;
  }

  private static int winner(long feasible, long[] worth) {
    int best = Long.numberOfTrailingZeros(feasible);
    for (long left = feasible & feasible - 1; left != 0; left &= left - 1) {
      int column = Long.numberOfTrailingZeros(left);
      if (worth[column] > worth[best]) {
        best = column;
      }
    }
    return best;
  }

  private static long signature(long feasible, long[] worth) {
    long hash = feasible * 0x9E3779B97F4A7C15L;
    for (long value : worth) {
      hash = (hash ^ (hash >>> 29) ^ value) * 0xBF58476D1CE4E5B9L;
    }
    return hash ^ (hash >>> 32);
  }

  /** Looks closely at what was not seen before: which soft rows order it, and what is a tie. */
  private void look(Domain domain, int subset, long feasible, long[] worth, int winner) {
    for (long left = feasible & ~(1L << winner); left != 0; left &= left - 1) {
      int other = Long.numberOfTrailingZeros(left);
      if (worth[other] == worth[winner]) {
        ties.computeIfAbsent(winner, _ -> new TreeMap<>())
            .computeIfAbsent(
                other, _ -> new Example(domain, subset, Arrays.stream(path).boxed().toList()));
      }
    }
    soft(domain.base(), feasible, worth);
    soft(domain.effect(subset), feasible, worth);
    for (int number = 0; number < path.length; number++) {
      if (path[number] >= 0) {
        soft(domain.number(number, path[number]), feasible, worth);
      }
    }
  }

  private void soft(Effect effect, long feasible, long[] worth) {
    for (Effect.Told told : effect.told) {
      if (told.bearing() == Bearing.SOFT && !softMatters[told.row()]) {
        softMatters[told.row()] = orders(told, feasible, worth);
      }
    }
  }

  /** Whether two services change places without the row. */
  private boolean orders(Effect.Told told, long feasible, long[] worth) {
    long value = model.worth(told.row());
    for (int a = 0; a < services; a++) {
      for (int b = a + 1; b < services; b++) {
        long both = 1L << a | 1L << b;
        if ((feasible & both) == both) {
          long without = value * ((told.fulfilled() >>> a & 1) - (told.fulfilled() >>> b & 1));
          boolean ahead = worth[a] >= worth[b];
          if (ahead != (worth[a] - worth[b] - without >= 0)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Services that take some request. */
  long everFeasible() {
    return everFeasible;
  }

  /** How many requests a service is the first choice for. */
  long wins(int service) {
    return wins[service];
  }

  /** Services that were chosen while a service could have been. */
  long winners(int service) {
    return winners[service];
  }

  /** Services that take every request that a service takes, itself included. */
  long companions(int service) {
    return companions[service];
  }

  /** By a service that is chosen: services that differ from it by their columns only. */
  Map<Integer, Map<Integer, Example>> ties() {
    return ties;
  }

  long asked() {
    return asked;
  }

  /** Whether only a part of all requests was asked about. */
  boolean sampled() {
    return sampled;
  }

  List<Domain> domains() {
    return domains;
  }

  /** For each row the services whose entry alone rules them out of some request. */
  long[] decisive() {
    long[] decisive = new long[softMatters.length];
    for (Domain domain : domains) {
      decisive(domain.base(), decisive);
      for (int subset : domain.sets()) {
        decisive(domain.effect(subset), decisive);
      }
      for (int number = 0; number < path.length; number++) {
        for (int step = 0; step < model.steps(TableModel.NUMBERS.get(number)).length; step++) {
          decisive(domain.number(number, step), decisive);
        }
      }
    }
    return decisive;
  }

  private static void decisive(Effect effect, long[] decisive) {
    for (Effect.Told told : effect.told) {
      switch (told.bearing()) {
        case MANDATORY ->
            decisive[told.row()] |= told.failing() & (effect.single | effect.singleHard);
        case RELAXABLE -> decisive[told.row()] |= told.failing() & effect.single;
        case SOFT -> {
          // It rules nothing out.
        }
      }
    }
  }

  /** Whether a soft row decides the order of two services for some request. */
  boolean softMatters(int row) {
    return softMatters[row];
  }
}
