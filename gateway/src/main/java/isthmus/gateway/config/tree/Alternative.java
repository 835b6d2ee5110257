package isthmus.gateway.config.tree;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names one of the records that a sealed interface permits. In the file, the name alone stands for
 * the record with its defaults, and a section with the name as its only key holds its settings. The
 * one record without this annotation is read from a section directly.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Alternative {

  /** The name in the file. */
  String value();
}
