package isthmus.gateway.config;

import isthmus.gateway.config.tree.SettingCatalogue;
import isthmus.gateway.config.tree.SettingDescription;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The manual of all settings, for machines and as the page {@code docs/configuration.md}. */
public final class ConfigurationReference {
  private static final String HEAD =
      """
      # Configuration

      One YAML file, given with `isthmus run -c FILE`. Validate it with `isthmus check -c FILE`: every
      problem is one line, `file:line: key: what is wrong; allowed: …`, and the exit code is 2.

      - An unknown key is an error. A key stands once. YAML aliases are not supported.
      - A relative path is relative to the directory of the configuration file.
      - Any value may hold `${env:NAME}`, an environment variable, or `${file:/path}`, the content of a file
        without its last line end (`$${` is a plain `${`). Secrets are never printed.
      - Durations: `500ms`, `10s`, `5m`, `24h`, `2d`, or ISO 8601. Sizes: `1300`, `64KiB`, `1MiB`. Rates are
        messages per second; `none` is no cap. Ratios: `0.2` or `20%`.
      - In the tables, `[]` stands for each item of a list and `*` for a key of your own. *required* means
      within its section; a section that is optional as a whole may be left out. What is *unset* has no value,
      or no items, until you give it some.

      The smallest useful file:

      ```yaml
      sip:
        listen: ["udp://127.0.0.1:5060", "tcp://127.0.0.1:5060"]
        domain: ims.example.org
        mode: embedded
        users:
          - {user: "+15551000001", password: "${env:ALICE}", name: Alice}
      sms:
        smsc:
          - {id: s1, host: 127.0.0.1, system-id: esme, password: "${file:smsc.password}"}
      isf: {table: routing.csv}
      ```

      This page is generated from the code (`isthmus.gateway.config`); a test fails when it is out of date.
      To write it anew:

      ```
      mvn -q -pl gateway -am test -Dtest=ConfigurationReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Disthmus.docs.write=true
      ```
      """;

  private static final String TABLE =
      "\n| key | default | allowed | meaning |\n|---|---|---|---|\n";

  private ConfigurationReference() {}

  /** Every key with its type, default and meaning, in the order of the sections. */
  public static List<SettingDescription> describe() {
    return SettingCatalogue.of(Configuration.class);
  }

  /** The manual in Markdown. */
  public static String markdown() {
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    StringBuilder general = new StringBuilder("\n## General\n" + TABLE);
    sections.put("", general);
    for (SettingDescription setting : describe()) {
      if (setting.type().equals("a section")) {
        sections.put(setting.path(), new StringBuilder(heading(setting)));
      } else {
        sections
            .getOrDefault(section(setting.path(), sections.keySet()), general)
            .append(row(setting));
      }
    }
    return HEAD + String.join("", sections.values());
  }

  private static String heading(SettingDescription setting) {
    String depth = setting.path().contains(".") ? "###" : "##";
    return "\n%s `%s`\n\n%s\n%s".formatted(depth, setting.path(), setting.meaning(), TABLE);
  }

  private static String row(SettingDescription setting) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            setting.path(), fallback(setting), cell(setting.allowed()), cell(setting.meaning()));
  }

  /** The innermost section that a key is in. */
  private static String section(String path, Set<String> sections) {
    return sections.stream()
        .filter(section -> section.isEmpty() || path.startsWith(section + "."))
        .max(Comparator.comparingInt(String::length))
        .orElse("");
  }

  private static String fallback(SettingDescription setting) {
    return switch (setting.fallback()) {
      case "required", "unset" -> "*" + setting.fallback() + "*";
      default -> "`" + cell(setting.fallback()) + "`";
    };
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
