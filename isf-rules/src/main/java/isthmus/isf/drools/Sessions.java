package isthmus.isf.drools;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Sessions of one set of rules, each used by one evaluation at a time and kept for the next. A
 * session is kept clean by taking its fact out again, which costs less than resetting it, for that
 * looks at every rule. Safe for any thread.
 */
final class Sessions {
  /** Sessions number their facts with an int; one is put away long before that matters. */
  private static final int MOST_USES = 1_000_000;

  private final KieBase rules;
  private final ConcurrentLinkedQueue<Kept> kept = new ConcurrentLinkedQueue<>();
  private final AtomicInteger live = new AtomicInteger();

  /** A session and how often it was used. */
  private record Kept(KieSession session, int uses) {}

  Sessions(KieBase rules) {
    this.rules = rules;
  }

  /** Lets rules fire on a fact; several facts may follow each other in one use. */
  final class Use implements AutoCloseable {
    private final KieSession session;
    private int uses;
    private boolean clean = true;

    private Use(Kept before) {
      this.session = before.session();
      this.uses = before.uses();
    }

    void fire(Object fact) {
      clean = false;
      FactHandle handle = session.insert(fact);
      session.fireAllRules();
      session.delete(handle);
      uses++;
      clean = true;
    }

    /** Keeps the session, unless a rule failed in it. */
    @Override
    public void close() {
      if (clean && uses < MOST_USES) {
        kept.add(new Kept(session, uses));
      } else {
        session.dispose();
        live.decrementAndGet();
      }
    }
  }

  Use use() {
    Kept before = kept.poll();
    if (before == null) {
      live.incrementAndGet();
      return new Use(new Kept(rules.newKieSession(), 0));
    }
    return new Use(before);
  }

  /** Sessions that are kept or in use. */
  int live() {
    return live.get();
  }

  /** Disposes of all sessions. Called when none is in use. */
  void close() {
    for (Kept each = kept.poll(); each != null; each = kept.poll()) {
      each.session().dispose();
      live.decrementAndGet();
    }
  }
}
