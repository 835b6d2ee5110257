package isthmus.gateway.config.tree;

import isthmus.gateway.config.value.Cidr;
import isthmus.gateway.config.value.CommandStatus;
import isthmus.gateway.config.value.DataSize;
import isthmus.gateway.config.value.Durations;
import isthmus.gateway.config.value.HostPort;
import isthmus.gateway.config.value.JdbcUrl;
import isthmus.gateway.config.value.ListenAddress;
import isthmus.gateway.config.value.Rate;
import isthmus.gateway.config.value.Ratio;
import isthmus.gateway.config.value.Secret;
import isthmus.gateway.config.value.SipNextHop;
import isthmus.gateway.config.value.WebAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of value that a setting can have, by the Java type of the component that holds it. */
final class ScalarTypes {
  private static final String NUMBER = "a whole number";

  private final Map<Class<?>, ScalarType> types;

  /**
   * Prepares the types.
   *
   * @param directory what a relative path is relative to
   */
  ScalarTypes(Path directory) {
    types =
        Map.ofEntries(
            Map.entry(String.class, ScalarType.open("a text", "text", ScalarTypes::text)),
            Map.entry(int.class, ScalarType.open(NUMBER, "whole number", Integer::valueOf)),
            Map.entry(Integer.class, ScalarType.open(NUMBER, "whole number", Integer::valueOf)),
            Map.entry(double.class, ScalarType.open("a number", "number", Double::valueOf)),
            Map.entry(
                boolean.class, ScalarType.open("a truth value", "true, false", ScalarTypes::truth)),
            Map.entry(
                Duration.class,
                ScalarType.open(
                    "a duration",
                    "such as 500ms, 10s, 5m, 24h, 2d or ISO 8601 PT10S",
                    Durations::parse)),
            Map.entry(
                DataSize.class,
                ScalarType.open("a size", "bytes, such as 1300, 64KiB or 1MiB", DataSize::parse)),
            Map.entry(
                Ratio.class, ScalarType.open("a ratio", "0 to 1, or 0% to 100%", Ratio::parse)),
            Map.entry(
                Rate.class, ScalarType.open("a rate", "messages per second, or none", Rate::parse)),
            Map.entry(
                Cidr.class,
                ScalarType.open(
                    "an address block",
                    "such as 10.1.0.0/16, fd00::/8 or one IP address",
                    Cidr::parse)),
            Map.entry(
                HostPort.class,
                ScalarType.open(
                    "a host and port", "such as 127.0.0.1:8080 or [::1]:8080", HostPort::parse)),
            Map.entry(
                ListenAddress.class,
                ScalarType.open(
                    "a listening address",
                    "udp://HOST:PORT, tcp://HOST:PORT or tls://HOST:PORT",
                    ListenAddress::parse)),
            Map.entry(
                SipNextHop.class,
                ScalarType.open(
                    "a SIP URI of a host",
                    "such as sip:10.0.0.1:5060;transport=udp",
                    SipNextHop::parse)),
            Map.entry(
                WebAddress.class,
                ScalarType.open(
                    "a web address", "such as https://links.example.org", WebAddress::parse)),
            Map.entry(
                CommandStatus.class,
                ScalarType.open(
                    "an SMPP command status", "such as 0x58 or 88", CommandStatus::parse)),
            Map.entry(
                JdbcUrl.class,
                ScalarType.confidential(
                    "a PostgreSQL URL", "jdbc:postgresql://HOST:PORT/DATABASE", JdbcUrl::new)),
            Map.entry(
                Secret.class, ScalarType.confidential("a secret", "text", ScalarTypes::secret)),
            Map.entry(
                Path.class,
                ScalarType.open(
                    "a path", "path", text -> directory.resolve(text(text)).normalize())));
  }

  /**
   * How values of a Java type are written; empty for records, lists and whatever else is no scalar.
   */
  Optional<ScalarType> of(Class<?> type) {
    return type.isEnum() ? Optional.of(choice(type)) : Optional.ofNullable(types.get(type));
  }

  private static ScalarType choice(Class<?> type) {
    Map<String, Object> values =
        Arrays.stream(type.getEnumConstants())
            .collect(Collectors.toMap(ScalarTypes::written, constant -> constant));
    List<String> names = Arrays.stream(type.getEnumConstants()).map(ScalarTypes::written).toList();
    return ScalarType.open(
        "one of the choices",
        String.join(", ", names),
        text ->
            Optional.ofNullable(values.get(text))
                .orElseThrow(() -> new IllegalArgumentException("no such choice")));
  }

  /** A constant with a text of its own is written so; others by their name, in dashes. */
  private static String written(Object constant) {
    Enum<?> value = (Enum<?>) constant;
    return value.toString().equals(value.name())
        ? value.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : value.toString();
  }

  private static String text(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("empty");
    }
    return text;
  }

  private static Secret secret(String text) {
    return Secret.of(text(text));
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> throw new IllegalArgumentException("neither");
    };
  }
}
