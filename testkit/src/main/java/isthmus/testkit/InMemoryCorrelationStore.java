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
    Kept old = kept.get(lookup.key());
    if (old == null || !old.expires.isAfter(lookup.now())) {
      kept.put(
          lookup.key(), new Kept(lookup.conversation(), lookup.contribution(), lookup.expires()));
      return new Correlation(lookup.conversation(), lookup.contribution(), true);
    }
    kept.put(lookup.key(), new Kept(old.conversation, old.lastContribution, lookup.expires()));
    return new Correlation(old.conversation, old.lastContribution, false);
  }
}
