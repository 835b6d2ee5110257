package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.observe.story.Explanations;
import isthmus.gateway.store.PostgresRuleSets;
import isthmus.gateway.store.PostgresRuleSets.Stored;
import isthmus.isf.Explanation;
import isthmus.isf.VersionSource;
import isthmus.isf.book.Places;
import isthmus.isf.book.RuleSetReading;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.WorkbookReading;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.Strategy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Versions with their meaning, from which decisions of the past are told in full. The latest used
 * ones are kept; a version never changes. Safe for any thread; may ask the database.
 */
public final class TypedVersions implements Explanations, VersionSource {
  private static final int MOST = 16;

  private final PostgresRuleSets store;
  private final Map<Long, Typed> kept = new LinkedHashMap<>(16, 0.75f, true);

  /** Versions of a store. */
  public TypedVersions(PostgresRuleSets store) {
    this.store = requireNonNull(store);
  }

  /**
   * A version.
   *
   * @param strategy how ties are broken by sheets that do not say
   */
  public record Typed(
      long version, Workbook book, Strategy strategy, RuleSet rules, Places places) {}

  /** A version; empty when there is none, or when this release cannot read it. */
  public Optional<Typed> find(long version) {
    synchronized (kept) {
      Typed typed = kept.get(version);
      if (typed != null) {
        return Optional.of(typed);
      }
    }
    Optional<Typed> read = store.find(version).flatMap(TypedVersions::read);
    read.ifPresent(this::keep);
    return read;
  }

  /** The rule set of a version; empty when there is none, or when this release cannot read it. */
  @Override
  public Optional<RuleSet> rules(long version) {
    return find(version).map(Typed::rules);
  }

  private static Optional<Typed> read(Stored stored) {
    return switch (Books.stored(stored)) {
      case WorkbookReading.Bad _ -> Optional.empty();
      case WorkbookReading.Good(Workbook book) ->
          switch (Books.rules(book, stored.version().strategy())) {
            case RuleSetReading.Good(RuleSet rules, Places places) ->
                Optional.of(
                    new Typed(
                        stored.version().version(),
                        book,
                        stored.version().strategy(),
                        rules,
                        places));
            case RuleSetReading.Bad _ -> Optional.empty();
          };
    };
  }

  private void keep(Typed typed) {
    synchronized (kept) {
      kept.put(typed.version(), typed);
      if (kept.size() > MOST) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
  }

  /** By the version that decided; a selection that bypassed the table has none. */
  @Override
  public Optional<Explanation> expand(String selection) {
    long version = Explanation.versionOf(selection);
    return version == 0
        ? Optional.empty()
        : rules(version).map(rules -> Explanation.fromJson(selection, rules));
  }
}
