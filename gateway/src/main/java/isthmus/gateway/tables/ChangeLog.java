package isthmus.gateway.tables;

import java.util.Map;

/** Is told of everything that somebody changed; must not refuse. */
@FunctionalInterface
public interface ChangeLog {
  /** Keeps nothing. */
  ChangeLog NONE = (_, _, _, _) -> {};

  /**
   * Somebody changed something.
   *
   * @param who the caller's name
   * @param what such as {@code rules.activate}
   * @param subject what it was done to, such as {@code version 7}
   * @param detail further words by name
   */
  void record(String who, String what, String subject, Map<String, String> detail);
}
