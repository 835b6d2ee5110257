package isthmus.isf;

import isthmus.isf.policy.ContentChange;
import isthmus.isf.table.RequestFacts;
import java.util.List;

/**
 * Tells what a request would contain after the policy's changes of its content, so that the routing
 * table looks at what will be sent. Called at most once for each selection, and only when there are
 * changes; quick, any thread.
 */
@FunctionalInterface
public interface ContentPreview {
  /** Reckons with the facts alone, for those who do not have the content at hand. */
  ContentPreview ESTIMATE = ContentEstimate::after;

  /** The facts after the changes, which are made in this order. */
  RequestFacts after(RequestFacts facts, List<ContentChange> changes);
}
