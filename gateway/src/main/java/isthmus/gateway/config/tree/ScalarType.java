package isthmus.gateway.config.tree;

import java.util.function.Function;

/**
 * How one kind of value is written.
 *
 * @param name what it is, with its article
 * @param allowed how it may be written
 * @param confidential whether a wrong value must not be printed either
 * @param parser from text to value; throws {@link IllegalArgumentException}
 */
record ScalarType(
    String name, String allowed, boolean confidential, Function<String, Object> parser) {

  static ScalarType open(String name, String allowed, Function<String, Object> parser) {
    return new ScalarType(name, allowed, false, parser);
  }

  static ScalarType confidential(String name, String allowed, Function<String, Object> parser) {
    return new ScalarType(name, allowed, true, parser);
  }
}
