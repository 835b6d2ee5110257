package isthmus.cpm.participating;

import java.util.EnumMap;
import java.util.Map;

/** What the service provider wants for each reason (CPM SD §5.3.1.1). */
public record InterworkingPolicy(Map<InterworkingReason, Choice> choices) {
  /** What to do when a reason holds. */
  public enum Choice {
    /** Hand to the Interworking Selection Function. */
    INTERWORK,
    /** Keep for the recipient's next registration; only for a CPM user that we serve. */
    DEFER,
    /** Answer with an error. */
    REJECT
  }

  /** Completes what is missing with the defaults and copies the map. */
  public InterworkingPolicy {
    EnumMap<InterworkingReason, Choice> all = new EnumMap<>(InterworkingReason.class);
    for (InterworkingReason reason : InterworkingReason.values()) {
      all.put(
          reason, reason == InterworkingReason.NOT_REGISTERED ? Choice.DEFER : Choice.INTERWORK);
    }
    all.putAll(choices);
    all.forEach(InterworkingPolicy::check);
    choices = Map.copyOf(all);
  }

  private static void check(InterworkingReason reason, Choice choice) {
    boolean served =
        switch (reason) {
          case NOT_REGISTERED, USER_PREFERENCES, NON_DELIVERY -> true;
          case NON_CPM_PRINCIPAL, MISSING_CPM_SUPPORT, MISSING_SIP_CORE, NOT_ROUTABLE -> false;
        };
    if (choice == Choice.DEFER && !served) {
      throw new IllegalArgumentException(
          reason + " cannot be deferred: nobody registers here who is not served here");
    }
  }

  /** Defer for users who are not registered, interwork in every other case. */
  public static InterworkingPolicy defaults() {
    return new InterworkingPolicy(Map.of());
  }

  /** What to do when this reason holds. */
  public Choice choice(InterworkingReason reason) {
    Choice choice = choices.get(reason);
    if (choice == null) {
      throw new IllegalStateException("the compact constructor fills every reason");
    }
    return choice;
  }
}
