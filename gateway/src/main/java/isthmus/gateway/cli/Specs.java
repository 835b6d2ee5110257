package isthmus.gateway.cli;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Words that several commands are described with; the programmatic model of picocli needs no
 * reflection.
 */
final class Specs {
  static final String CONFIG = "--config";
  static final String URL = "--url";

  private Specs() {}

  static CommandSpec command(Object command, String name, String description) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
    spec.usageMessage().description(description).width(100);
    return spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
  }

  /** Shows at the end of its help how a command is used. */
  static CommandSpec examples(CommandSpec spec, String... examples) {
    String[] lines = new String[examples.length + 1];
    lines[0] = examples.length == 1 ? "Example:" : "Examples:";
    for (int i = 0; i < examples.length; i++) {
      lines[i + 1] = "  isthmus " + examples[i].replace("%", "%%");
    }
    spec.usageMessage().footer(lines);
    return spec;
  }

  static OptionSpec option(String name, String label, Class<?> type, String description) {
    return OptionSpec.builder(name).paramLabel(label).type(type).description(description).build();
  }

  static OptionSpec option(
      String name, String label, Class<?> type, String fallback, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(type)
        .defaultValue(fallback)
        .description(description + " Default: " + fallback + ".")
        .build();
  }

  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).description(description).build();
  }

  static OptionSpec requiredConfig() {
    return config().required(true).build();
  }

  static OptionSpec optionalConfig() {
    return config().build();
  }

  static OptionSpec url() {
    return option(
        URL,
        "URL",
        String.class,
        "HTTP address of the running gateway. Default: http.listen of the configuration, or"
            + " http://127.0.0.1:8080.");
  }

  static PositionalParamSpec parameter(String label, Class<?> type, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .type(type)
        .index("0")
        .required(true)
        .description(description)
        .build();
  }

  private static OptionSpec.Builder config() {
    return OptionSpec.builder("-c", CONFIG)
        .paramLabel("FILE")
        .type(Path.class)
        .description("Configuration file (YAML).");
  }
}
