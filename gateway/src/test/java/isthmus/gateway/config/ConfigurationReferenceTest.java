package isthmus.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.config.tree.SettingDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ConfigurationReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void theCommittedPageIsWhatTheCodeSays() throws IOException {
    if (Boolean.getBoolean("isthmus.docs.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, ConfigurationReference.markdown());
    }
    assertThat(PAGE).content().isEqualTo(ConfigurationReference.markdown());
  }

  @Test
  void everySettingHasAMeaning() {
    assertThat(ConfigurationReference.describe())
        .hasSizeGreaterThan(150)
        .allSatisfy(setting -> assertThat(setting.meaning()).isNotBlank());
  }

  @Test
  void aSettingIsDescribedWithDefaultAndRange() {
    assertThat(ConfigurationReference.describe())
        .contains(
            new SettingDescription(
                "conversation.lifetime",
                "a duration",
                "24h",
                "1m to 365d",
                "How long after the last message an answer from another service still belongs to"
                    + " the same conversation; each message starts it anew."));
  }
}
