package isthmus.isf.analysis;

import isthmus.isf.policy.Circumstances;

/**
 * What two rule sets make of the failures of one message. They are followed as long as both do what
 * really happened: how another service would have answered is not known.
 */
public sealed interface Aftermath {
  /** Both do what happened, to the end. */
  record Same() implements Aftermath {}

  /** Both do the same, which is not what happened, or it is not recorded what did. */
  record Unknown() implements Aftermath {}

  /**
   * They part.
   *
   * @param from what the one does after the failure where they part
   * @param to what the other does
   * @param why the failure: {@code sms failed: congested, attempt 2}
   */
  record Parted(String from, String to, String why) implements Aftermath {}

  /** Follows the failures of a message. */
  static Aftermath of(
      RecordedRequest recorded,
      Replay before,
      Replay.Outcome first,
      Replay after,
      Replay.Outcome second) {
    boolean asSelected =
        recorded.kind() != RecordedRequest.Kind.INTERWORKED
            || (first.service().equals(recorded.chosen())
                && second.service().equals(recorded.chosen()));
    return follow(recorded, before, after, asSelected);
  }

  /** Follows the failures of a message that no service was selected for. */
  static Aftermath of(RecordedRequest recorded, Replay before, Replay after) {
    return follow(recorded, before, after, true);
  }

  private static Aftermath follow(
      RecordedRequest recorded, Replay before, Replay after, boolean asSelected) {
    for (int i = 0; i < recorded.failures().size(); i++) {
      RecordedFailure failed = recorded.failures().get(i);
      if (failed.service().isEmpty()
          || (!asSelected && !failed.service().get().equals(Circumstances.CPM))) {
        return new Unknown();
      }
      FailureReplay.Step one = before.after(recorded, i);
      FailureReplay.Step other = after.after(recorded, i);
      if (!one.words().equals(other.words())) {
        return new Parted(
            one.words(),
            other.words(),
            "%s failed: %s, attempt %d"
                .formatted(failed.service().get(), failed.code(), failed.attempt()));
      }
      if (!one.known() || !one.next().equals(failed.next())) {
        return new Unknown();
      }
    }
    return new Same();
  }
}
