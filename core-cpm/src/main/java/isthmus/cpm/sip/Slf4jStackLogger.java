package isthmus.cpm.sip;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JAIN-SIP's logger on slf4j. JAIN-SIP puts whole messages, bodies included, into its log texts, so
 * what is kept of a line is only that it was logged and the kind of its exception.
 */
final class Slf4jStackLogger implements StackLogger {
  private static final Logger LOG = LoggerFactory.getLogger("isthmus.cpm.sip.jain");

  @Override
  public boolean isLoggingEnabled() {
    return false;
  }

  @Override
  public boolean isLoggingEnabled(int logLevel) {
    return false;
  }

  @Override
  public void logException(@Nullable Throwable ex) {
    LOG.debug("JAIN-SIP: {}", kind(ex));
  }

  @Override
  public void logError(String message, @Nullable Exception ex) {
    LOG.debug("JAIN-SIP error: {}", kind(ex));
  }

  @Override
  public void logError(String message) {
    LOG.debug("JAIN-SIP error");
  }

  @Override
  public void logFatalError(String message) {
    LOG.warn("JAIN-SIP fatal error");
  }

  @Override
  public void logWarning(String message) {
    LOG.debug("JAIN-SIP warning");
  }

  @Override
  public void logStackTrace() {}

  @Override
  public void logStackTrace(int traceLevel) {}

  @Override
  public int getLineCount() {
    return 0;
  }

  @Override
  public void logDebug(String message) {}

  @Override
  public void logDebug(String message, @Nullable Exception ex) {}

  @Override
  public void logTrace(String message) {}

  @Override
  public void logInfo(String message) {}

  @Override
  public void disableLogging() {}

  @Override
  public void enableLogging() {}

  @Override
  public void setBuildTimeStamp(String buildTimeStamp) {}

  @Override
  public void setStackProperties(Properties stackProperties) {}

  @Override
  public String getLoggerName() {
    return LOG.getName();
  }

  private static String kind(@Nullable Throwable ex) {
    return ex == null ? "no exception" : ex.getClass().getName();
  }
}
