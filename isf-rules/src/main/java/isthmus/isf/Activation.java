package isthmus.isf;

import java.time.Duration;
import java.util.OptionalLong;

/** What came of activating a rule set. */
public sealed interface Activation {

  /**
   * The rule set decides from now on.
   *
   * @param version its version
   * @param replaced the version that decided before; requests in flight finish with it
   * @param took how long compiling and trying the rule set took
   */
  record Activated(long version, OptionalLong replaced, Duration took) implements Activation {}

  /**
   * The rule set cannot be used; what decided before still does.
   *
   * @param why for an operator
   * @param active the version that still decides
   */
  record Refused(String why, OptionalLong active) implements Activation {}
}
