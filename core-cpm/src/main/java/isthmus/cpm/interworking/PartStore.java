package isthmus.cpm.interworking;

import isthmus.cpm.codec.mime.Octets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where parts of inbound messages wait for the rest; survives restarts, shared by all nodes. */
public interface PartStore {
  /**
   * One part.
   *
   * @param group what its siblings share: peer, addresses, reference, total
   * @param number 1 to {@code total}
   * @param total how many parts make the message
   * @param octets the part in a form that only its interworking function reads
   * @param at when it came
   */
  record Part(String group, int number, int total, Octets octets, Instant at) {}

  /**
   * Stores a part. A part that is already there is not stored again.
   *
   * @return after commit, all distinct parts of the group that are there now, by number; a whole
   *     group is seen by every caller that completes or repeats it, so acceptance of the message
   *     must remove it ({@link LegacyMessage#partGroup()})
   */
  CompletionStage<List<Part>> add(Part part);

  /**
   * Groups whose first part came before this instant; claims them so that another node does not
   * find them for a minute.
   */
  CompletionStage<List<List<Part>>> overdue(Instant firstBefore, int limit);

  /** Removes a group whose message is not wanted. */
  CompletionStage<Boolean> remove(String group);
}
