package isthmus.gateway.e2e;

import isthmus.cpm.interworking.InterworkingFunction;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A jar with an interworking function, as somebody else would make one: compiled here, known to
 * nobody. It takes messages for phones and writes them into the file that its setting {@code file}
 * names; a text with {@code busy} in it is refused temporarily, one with {@code no} permanently.
 */
final class ToyJar {
  private static final String SOURCE =
      """
      package pigeon;

      import isthmus.cpm.address.Address;
      import isthmus.cpm.failure.*;
      import isthmus.cpm.interworking.*;
      import isthmus.cpm.message.Content;
      import java.nio.file.*;
      import java.util.*;

      public final class Pigeons implements InterworkingFunction.Provider {
        public String service() {
          return "SERVICE";
        }

        public InterworkingFunction create(Map<String, Object> settings, InterworkingInbound in) {
          if (!settings.containsKey("file")) {
            throw new IllegalArgumentException("file: missing");
          }
          return new Loft(Path.of(String.valueOf(settings.get("file"))));
        }

        record Loft(Path file) implements InterworkingFunction {
          public String service() {
            return "SERVICE";
          }

          public void start() {}

          public AddressCheck addressOf(Address recipient) {
            return recipient.phoneNumber()
                .<AddressCheck>map(number -> new AddressCheck.Valid(number.e164()))
                .orElseGet(() -> new AddressCheck.NotValid("pigeons fly to phones"));
          }

          public AddressCheck originatorAddressOf(Address originator) {
            return addressOf(originator);
          }

          public Map<String, Long> measure(Content content) {
            return Map.of();
          }

          public void submit(OutboundMessage message, OutcomeSink outcomes) {
            String text = message.message().content().text();
            outcomes.outcome(text.contains("busy")
                ? new DeliveryOutcome.TemporaryFailure(
                    Failure.of(FailureCode.CONGESTED, "all fly"), Optional.empty(), List.of())
                : text.contains("no")
                    ? new DeliveryOutcome.PermanentFailure(
                        Failure.of(FailureCode.REJECTED, "no pigeon"), List.of())
                    : flown(message, text));
          }

          private DeliveryOutcome flown(OutboundMessage message, String text) {
            try {
              Files.writeString(file, message.from() + " " + message.to() + " " + text + "\\n",
                  StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
            return new DeliveryOutcome.Accepted(
                List.of(), DeliveryOutcome.Finality.DELIVERED);
          }

          public void notify(OutboundDisposition disposition, OutcomeSink outcomes) {
            outcomes.outcome(new DeliveryOutcome.Accepted(
                List.of(), DeliveryOutcome.Finality.NO_MORE_NEWS));
          }

          public List<LinkStatus> links() {
            return List.of();
          }

          public void close() {}
        }
      }
      """;

  private ToyJar() {}

  /** Compiles one for a service and puts it into a directory, whole. */
  static void drop(Path directory, String service) {
    try {
      Path work = Files.createTempDirectory("toy");
      Path source = Files.createDirectories(work.resolve("pigeon")).resolve("Pigeons.java");
      Files.writeString(source, SOURCE.replace("SERVICE", service));
      int failed =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  null,
                  "-proc:none",
                  "-cp",
                  Path.of(
                          InterworkingFunction.class
                              .getProtectionDomain()
                              .getCodeSource()
                              .getLocation()
                              .toURI())
                      .toString(),
                  "-d",
                  work.resolve("classes").toString(),
                  source.toString());
      if (failed != 0) {
        throw new AssertionError("the toy does not compile");
      }
      Path jar = work.resolve(service + ".jar");
      write(work.resolve("classes"), jar);
      Files.copy(jar, directory.resolve(jar.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static void write(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      entries.putNextEntry(
          new JarEntry("META-INF/services/" + InterworkingFunction.Provider.class.getName()));
      entries.write("pigeon.Pigeons\n".getBytes(StandardCharsets.UTF_8));
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        entries.write(Files.readAllBytes(file));
      }
    }
  }

  /** The lines that a loft wrote. */
  static List<String> flown(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
