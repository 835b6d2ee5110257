package isthmus.gateway.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import isthmus.gateway.config.ObserveConfiguration;
import java.util.Iterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets the logs up as the configuration says: least severity, text or JSON. */
public final class Logs {
  private Logs() {}

  /** Takes over the settings; what was logged before went out as text. */
  public static void apply(ObserveConfiguration settings) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(
        switch (settings.logLevel()) {
          case ERROR -> Level.ERROR;
          case WARN -> Level.WARN;
          case INFO -> Level.INFO;
          // Libraries stay quiet: their debug lines may hold what users wrote.
          case DEBUG, TRACE -> Level.INFO;
        });
    context
        .getLogger("isthmus")
        .setLevel(
            switch (settings.logLevel()) {
              case ERROR, WARN, INFO -> null;
              case DEBUG -> Level.DEBUG;
              case TRACE -> Level.TRACE;
            });
    if (settings.logFormat() == ObserveConfiguration.LogFormat.JSON) {
      toJson(context, root);
    }
  }

  private static void toJson(LoggerContext context, ch.qos.logback.classic.Logger root) {
    JsonEncoder encoder = jsonEncoder(context);
    for (Iterator<Appender<ILoggingEvent>> each = root.iteratorForAppenders(); each.hasNext(); ) {
      if (each.next() instanceof ConsoleAppender<ILoggingEvent> console) {
        console.setEncoder(encoder);
      }
    }
  }

  /** The values stand in the formatted message only; without it no line would name its message. */
  static JsonEncoder jsonEncoder(LoggerContext context) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithArguments(false);
    encoder.setWithFormattedMessage(true);
    encoder.start();
    return encoder;
  }
}
