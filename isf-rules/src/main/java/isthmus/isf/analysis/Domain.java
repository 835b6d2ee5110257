package isthmus.isf.analysis;

import static java.util.Objects.requireNonNull;

import isthmus.isf.table.Fact;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * All requests of one kind that a table can tell apart: every set of contents or streams, and every
 * span between two limits on a number. Numbers are varied independently of each other.
 */
final class Domain {
  /** When there are more things than this, only sets of up to three of them are looked at. */
  private static final int MANY_ATOMS = 10;

  private static final int MAX_ATOMS = 30;

  private final RequestKind kind;
  private final TableModel model;
  private final List<Atom> atoms;
  private final int[] subsets;
  private final Effect base;
  private final Map<Integer, Effect> contents = new HashMap<>();

  /** By {@link TableModel#NUMBERS} and step. */
  private final long[][] steps;

  private final Effect[][] numbers;

  Domain(TableModel model, RequestKind kind) {
    this.model = model;
    this.kind = kind;
    this.atoms = Atom.of(kind, model.table()).stream().limit(MAX_ATOMS).toList();
    this.subsets = subsets();
    Set<Fact> ofContent = contentFacts();
    Set<Fact> constant = EnumSet.complementOf(EnumSet.copyOf(ofContent));
    TableModel.NUMBERS.forEach(constant::remove);
    constant.remove(Fact.GROUP);
    this.base = model.effect(RequestFacts.of(kind), constant);
    for (int subset : subsets) {
      contents.put(subset, model.effect(content(subset), ofContent));
    }
    this.steps = new long[TableModel.NUMBERS.size()][];
    this.numbers = new Effect[TableModel.NUMBERS.size()][];
    for (int i = 0; i < steps.length; i++) {
      number(i);
    }
  }

  private static Set<Fact> contentFacts() {
    return EnumSet.of(
        Fact.VIDEO_STREAM,
        Fact.AUDIO_STREAM,
        Fact.BIDIRECTIONAL_VOICE,
        Fact.MESSAGE_STREAM,
        Fact.VIDEO_CLIP,
        Fact.AUDIO_CLIP,
        Fact.PICTURE,
        Fact.TEXT,
        Fact.LOCATION,
        Fact.OTHER_FILE,
        Fact.MEDIA);
  }

  private int[] subsets() {
    if (whole()) {
      return IntStream.range(1, 1 << atoms.size()).toArray();
    }
    SortedSet<Integer> found = new TreeSet<>();
    for (int a = 0; a < atoms.size(); a++) {
      for (int b = a; b < atoms.size(); b++) {
        for (int c = b; c < atoms.size(); c++) {
          found.add(1 << a | 1 << b | 1 << c);
        }
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private void number(int at) {
    Fact fact = TableModel.NUMBERS.get(at);
    steps[at] = model.steps(fact);
    numbers[at] = new Effect[steps[at].length];
    Set<Fact> facts = fact == Fact.RECIPIENTS ? EnumSet.of(fact, Fact.GROUP) : EnumSet.of(fact);
    for (int i = 0; i < steps[at].length; i++) {
      numbers[at][i] = model.effect(with(RequestFacts.of(kind), fact, steps[at][i]), facts);
    }
  }

  private static RequestFacts with(RequestFacts facts, Fact fact, long number) {
    return switch (fact) {
      case SIZE -> facts.withOctets(number);
      case CHARACTERS -> facts.withText(number, facts.segments().orElse(1));
      case SEGMENTS -> facts.withText(facts.characters().orElse(1), number);
      case DURATION -> facts.withDuration(number);
      case RECIPIENTS -> facts.withRecipients((int) Math.min(number, Integer.MAX_VALUE));
      default -> facts;
    };
  }

  private RequestFacts content(int subset) {
    RequestFacts facts = RequestFacts.of(kind);
    Set<MediaStream> streams = EnumSet.noneOf(MediaStream.class);
    List<String> types = new ArrayList<>();
    for (int i = 0; i < atoms.size(); i++) {
      if ((subset >>> i & 1) == 1) {
        Atom atom = atoms.get(i);
        streams.addAll(atom.streams());
        if (!atom.mediaType().isEmpty()) {
          types.add(atom.mediaType());
        }
      }
    }
    facts = facts.withMediaTypes(types.toArray(String[]::new));
    for (MediaStream stream : streams) {
      facts = facts.withStreams(stream, streams.toArray(MediaStream[]::new));
    }
    return facts;
  }

  RequestKind kind() {
    return kind;
  }

  TableModel model() {
    return model;
  }

  List<Atom> atoms() {
    return atoms;
  }

  /** Sets of atoms, each as bits. */
  int[] sets() {
    return subsets;
  }

  /** Whether every set of atoms is among {@link #sets}. */
  boolean whole() {
    return atoms.size() <= MANY_ATOMS;
  }

  /** What the kind alone does. */
  Effect base() {
    return base;
  }

  /** What a set of atoms does. */
  Effect effect(int subset) {
    return requireNonNull(contents.get(subset));
  }

  /** What a step of a number does. */
  Effect number(int number, int step) {
    return numbers[number][step];
  }

  /** The number that a step stands for. */
  long step(int number, int step) {
    return steps[number][step];
  }

  /** How many steps a number has for a set of atoms; 0 when it has no such number. */
  int steps(int number, int subset) {
    boolean has =
        switch (TableModel.NUMBERS.get(number)) {
          case SIZE -> Atom.isContent(kind);
          case CHARACTERS, SEGMENTS -> Atom.isContent(kind) && any(subset, true);
          case DURATION -> any(subset, false);
          default -> true;
        };
    return has ? steps[number].length : 0;
  }

  private boolean any(int subset, boolean text) {
    for (int i = 0; i < atoms.size(); i++) {
      if ((subset >>> i & 1) == 1 && (text ? atoms.get(i).isText() : atoms.get(i).isClip())) {
        return true;
      }
    }
    return false;
  }

  /** The number of requests with a set of atoms. */
  long size(int subset) {
    long size = 1;
    for (int number = 0; number < steps.length; number++) {
      size *= Math.max(1, steps(number, subset));
    }
    return size;
  }

  /** The number of all requests. */
  long size() {
    long size = 0;
    for (int subset : subsets) {
      size += size(subset);
    }
    return size;
  }

  /**
   * A request as the table sees it.
   *
   * @param subset the set of atoms
   * @param steps a step of each number, -1 where there is none
   */
  RequestFacts facts(int subset, int[] steps) {
    RequestFacts facts = content(subset);
    for (int number = 0; number < steps.length; number++) {
      if (steps[number] >= 0) {
        facts = with(facts, TableModel.NUMBERS.get(number), step(number, steps[number]));
      }
    }
    return facts;
  }
}
