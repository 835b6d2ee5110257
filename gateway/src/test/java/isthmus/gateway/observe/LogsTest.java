package isthmus.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogsTest {
  @Test
  void aLineOfJsonNamesTheMessageThatItIsAbout() throws IOException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    LoggingEvent event =
        new LoggingEvent(
            "here",
            context.getLogger("isthmus.gateway"),
            Level.INFO,
            "delivery {}: failed: {}",
            null,
            new Object[] {"0193", "refused"});
    JsonNode line = new JsonMapper().readTree(Logs.jsonEncoder(context).encode(event));
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("formattedMessage").asText()).isEqualTo("delivery 0193: failed: refused");
  }
}
