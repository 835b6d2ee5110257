package isthmus.gateway.config.tree;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Everything there is to say about one setting, beside the record component that holds it. The key
 * is the component's name in lower case with dashes ({@code maxInProgress} is {@code
 * max-in-progress}).
 *
 * <p>A component without a {@link #fallback} must be set, unless it is an {@code Optional}, a list
 * without {@link #atLeastOne}, a map, or a section none of whose settings must be.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

  /** What it does, for the operator: one sentence, units included. */
  String meaning();

  /** The default as one would write it; for a list, its items. */
  String[] fallback() default {};

  /** Whether a list must have an item. */
  boolean atLeastOne() default false;

  /** The least allowed value, as one would write it. */
  String min() default "";

  /** The greatest allowed value, as one would write it. */
  String max() default "";

  /** The key, where it cannot be a Java name in dashes. */
  String key() default "";
}
