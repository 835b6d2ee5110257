package isthmus.gateway.assembly;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.interworking.InterworkingInbound;
import isthmus.cpm.interworking.Remark;
import isthmus.gateway.config.value.FreeSettings;
import isthmus.gateway.flow.Functions;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Further interworking functions out of jars in a directory (CPM SD appendix D: a service is added
 * by adding a column). A jar that is put there is loaded at the next look, in a class loader of its
 * own, once its size and time have stayed the same from one look to the next; what cannot be used
 * is refused with a line in the log and among the remarks. A jar that is changed or taken away
 * counts at the next start. Looks are made by one thread at a time.
 */
final class FunctionDirectory implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FunctionDirectory.class);
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final int MOST_REMARKS = 50;

  private final Path directory;
  private final Path copies;
  private final Map<String, FreeSettings> settings;
  private final InterworkingInbound inbound;
  private final Functions functions;
  private final InstantSource clock;

  private final Map<String, Jar> seen = new HashMap<>();
  private final List<URLClassLoader> loaders = new ArrayList<>();
  private final Deque<Remark> remarks = new ArrayDeque<>();

  /** What is known of a jar: how it looked, and whether that was dealt with. */
  private record Jar(long size, long changed, Handled handled) {
    boolean looksLike(Jar other) {
      return size == other.size && changed == other.changed;
    }
  }

  /** What was done about a jar. */
  private enum Handled {
    /** Nothing yet: it may still be being copied. */
    NOT_YET,
    /** Its functions are installed. */
    LOADED,
    /** It cannot be used as it is. */
    REFUSED
  }

  /**
   * Nothing is looked at yet.
   *
   * @param copies where a jar is copied to before it is loaded, so that the file in the directory
   *     may change
   * @param settings sections of the configuration by service
   */
  FunctionDirectory(
      Path directory,
      Path copies,
      Map<String, FreeSettings> settings,
      InterworkingInbound inbound,
      Functions functions,
      InstantSource clock) {
    this.directory = requireNonNull(directory);
    this.copies = requireNonNull(copies);
    this.settings = Map.copyOf(settings);
    this.inbound = requireNonNull(inbound);
    this.functions = requireNonNull(functions);
    this.clock = requireNonNull(clock);
    functions.alsoRemarks(this::remarks);
  }

  /** Loads what is there when the gateway starts, without waiting for a second look. */
  synchronized void loadAll() {
    look();
    look();
  }

  /** Looks for jars that are new. */
  synchronized void look() {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
      for (Path jar : jars) {
        look(jar);
      }
    } catch (IOException unreadable) {
      log.warn("{} cannot be looked at: {}", directory, unreadable.toString());
    }
  }

  private void look(Path file) throws IOException {
    String name = file.getFileName().toString();
    Jar now =
        new Jar(Files.size(file), Files.getLastModifiedTime(file).toMillis(), Handled.NOT_YET);
    Optional<Jar> before = Optional.ofNullable(seen.get(name));
    if (before.isEmpty() || !before.get().looksLike(now)) {
      if (before.filter(jar -> jar.handled() == Handled.LOADED).isPresent()) {
        log.info("{} changed; what is in it now counts at the next start", name);
        seen.put(name, new Jar(now.size(), now.changed(), Handled.LOADED));
      } else {
        seen.put(name, now);
      }
      return;
    }
    if (before.get().handled() == Handled.NOT_YET) {
      seen.put(name, new Jar(now.size(), now.changed(), load(file, name)));
    }
  }

  private Handled load(Path file, String name) {
    try {
      List<InterworkingFunction> made = functionsOf(file);
      for (InterworkingFunction function : made) {
        started(function);
        functions.add(function);
        log.info("service {} is installed, from {}", function.service(), name);
      }
      return Handled.LOADED;
    } catch (IOException
        | RuntimeException
        | LinkageError
        | java.util.ServiceConfigurationError e) {
      refuse(name, e);
      return Handled.REFUSED;
    }
  }

  private static void started(InterworkingFunction function) {
    try {
      function.start();
    } catch (RuntimeException | LinkageError broken) {
      function.close();
      throw broken;
    }
  }

  private void refuse(String name, Throwable why) {
    String reason = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    log.error("{} is not used: {}", file(name), reason);
    if (remarks.size() == MOST_REMARKS) {
      remarks.removeLast();
    }
    remarks.addFirst(
        new Remark("functions", name, clock.instant(), "this jar is not used: " + reason, ""));
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  /** All functions of a jar, made and not started; on failure none is left open. */
  private List<InterworkingFunction> functionsOf(Path file) throws IOException {
    Files.createDirectories(copies);
    Path copy = Files.createTempFile(copies, "function-", ".jar");
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    URLClassLoader loader =
        new URLClassLoader(
            file.getFileName().toString(),
            new URL[] {copy.toUri().toURL()},
            FunctionDirectory.class.getClassLoader());
    List<InterworkingFunction> made = new ArrayList<>();
    try {
      for (InterworkingFunction.Provider provider :
          ServiceLoader.load(InterworkingFunction.Provider.class, loader)) {
        if (loader.equals(provider.getClass().getClassLoader())) {
          made.add(made(provider));
        }
      }
      if (made.isEmpty()) {
        throw new IllegalArgumentException(
            "no META-INF/services/" + InterworkingFunction.Provider.class.getName() + " in it");
      }
      loaders.add(loader);
      return made;
    } catch (RuntimeException | LinkageError | java.util.ServiceConfigurationError broken) {
      made.forEach(InterworkingFunction::close);
      loader.close();
      Files.deleteIfExists(copy);
      throw broken;
    }
  }

  private InterworkingFunction made(InterworkingFunction.Provider provider) {
    String service = provider.service();
    if (!SERVICE.matcher(service).matches()) {
      throw new IllegalArgumentException(
          "a service is named by at most 40 of a-z, 0-9 and -, not by " + service);
    }
    if (functions.of(service).isPresent()) {
      throw new IllegalArgumentException("the service " + service + " is installed already");
    }
    Map<String, Object> own =
        Optional.ofNullable(settings.get(service)).map(FreeSettings::values).orElse(Map.of());
    InterworkingFunction function = provider.create(own, inbound);
    if (!function.service().equals(service)) {
      throw new IllegalArgumentException(
          "offered is %s, made is %s".formatted(service, function.service()));
    }
    return function;
  }

  /** Jars that were refused, newest first. */
  synchronized List<Remark> remarks() {
    return List.copyOf(remarks);
  }

  /** Closes the jars; the functions out of them are closed before. */
  @Override
  public synchronized void close() throws IOException {
    for (URLClassLoader loader : loaders) {
      loader.close();
      for (URL copy : loader.getURLs()) {
        Files.deleteIfExists(Path.of(copy.getPath()));
      }
    }
  }
}
