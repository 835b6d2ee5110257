package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.rules.draft.DraftEdit;
import isthmus.gateway.rules.draft.DraftMerge;
import isthmus.gateway.rules.draft.DraftRefusal;
import java.util.Optional;

/** Operations on a draft that were not done, none of them. */
public final class EditRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient DraftMerge.Outcome.Refused refused;
  private final long revision;

  EditRefusedException(DraftMerge.Outcome.Refused refused, long revision) {
    super(refused.refusal().text());
    this.refused = requireNonNull(refused);
    this.revision = revision;
  }

  /** Which operation was refused, counted from 0. */
  public int index() {
    return refused.index();
  }

  /** Why. */
  public DraftRefusal refusal() {
    return refused.refusal();
  }

  /** Whether somebody else is the reason. */
  public boolean conflict() {
    return refused.conflict();
  }

  /** The edit that it collides with. */
  public Optional<DraftEdit> by() {
    return refused.by();
  }

  /** The draft's revision, which stays. */
  public long revision() {
    return revision;
  }
}
