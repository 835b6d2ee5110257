package isthmus.gateway.config;

import isthmus.gateway.config.tree.Setting;

/** The section {@code observe}. */
public record ObserveConfiguration(
    @Setting(meaning = "Least severity that is logged.", fallback = "info") LogLevel logLevel,
    @Setting(
            meaning = "Form of log lines: readable text, or one JSON object per line.",
            fallback = "text")
        LogFormat logFormat) {

  /** Severity of a log line. */
  public enum LogLevel {
    /** Something failed. */
    ERROR,
    /** Something is odd. */
    WARN,
    /** Something happened. */
    INFO,
    /** How it happened. */
    DEBUG,
    /** Every step. */
    TRACE
  }

  /** Form of a log line. */
  public enum LogFormat {
    /** For people. */
    TEXT,
    /** For collectors. */
    JSON
  }
}
