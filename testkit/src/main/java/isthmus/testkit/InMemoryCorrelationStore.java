package isthmus.testkit;

import isthmus.cpm.conversation.ContributionId;
import isthmus.cpm.conversation.ConversationId;
import isthmus.cpm.conversation.Correlation;
import isthmus.cpm.conversation.CorrelationKey;
import isthmus.cpm.store.CorrelationStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Correlations in memory; safe for any thread. */
public final class InMemoryCorrelationStore implements CorrelationStore {
  private record Kept(
      ConversationId conversation, ContributionId lastContribution, Instant expires) {}

  private final Map<CorrelationKey, Kept> kept = new HashMap<>();

  @Override
  public synchronized List<Correlation> obtain(List<Lookup> lookups) {
    Map<CorrelationKey, Correlation> answers = new HashMap<>();
    for (Lookup lookup : lookups) {
      answers.merge(lookup.key(), obtain(lookup), (first, _) -> first);
    }
    return lookups.stream().map(lookup -> answers.get(lookup.key())).toList();
  }

  private Correlation obtain(Lookup lookup) {
    Optional<Kept> alive =
        Optional.ofNullable(kept.get(lookup.key()))
            .filter(old -> old.expires.isAfter(lookup.now()));
    ConversationId conversation = alive.map(Kept::conversation).orElse(lookup.conversation());
    ContributionId contribution = alive.map(Kept::lastContribution).orElse(lookup.contribution());
    kept.put(lookup.key(), new Kept(conversation, contribution, lookup.expires()));
    return new Correlation(conversation, contribution, alive.isEmpty());
  }
}
