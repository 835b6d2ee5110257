package isthmus.gateway.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL server that is packed in zonky's binaries jar, unpacked once. */
final class ServerBinaries {
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private ServerBinaries() {}

  /**
   * Unpacks below a directory, unless that was done before.
   *
   * @return the directory that holds {@code bin}
   * @throws IOException also when there are none for this machine
   */
  static Path unpackedIn(Path directory) throws IOException {
    String name = resourceName();
    URL resource = ServerBinaries.class.getClassLoader().getResource(name);
    if (resource == null) {
      throw new IOException("no PostgreSQL binaries for this machine (" + name + ")");
    }
    // The size tells versions apart well enough, without reading all of it at each start.
    long size = resource.openConnection().getContentLengthLong();
    Path home = directory.resolve("server-" + size);
    if (Files.isDirectory(home)) {
      return home;
    }
    Files.createDirectories(directory);
    Path draft = Files.createTempDirectory(directory, "unpacking-");
    try (InputStream packed = resource.openStream()) {
      unpack(packed, draft);
      Files.setPosixFilePermissions(draft, EXECUTABLE);
      moveIntoPlace(draft, home);
    } finally {
      deleteTree(draft);
    }
    return home;
  }

  private static String resourceName() throws IOException {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "");
    String family;
    if (system.contains("linux")) {
      family = "linux";
    } else if (system.contains("mac")) {
      family = "darwin";
    } else {
      throw new IOException("no embedded database for " + system);
    }
    return switch (machine) {
      case "amd64", "x86_64" -> "postgres-" + family + "-x86_64.txz";
      case "aarch64" -> "postgres-" + family + "-arm_64.txz";
      default -> throw new IOException("no embedded database for processors of type " + machine);
    };
  }

  private static void unpack(InputStream packed, Path into) throws IOException {
    try (TarArchiveInputStream archive =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw new IOException("archive entry outside: " + entry.getName());
        }
        unpack(archive, entry, target);
      }
    }
  }

  private static void unpack(TarArchiveInputStream archive, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(archive, target);
    if ((entry.getMode() & 0100) != 0) {
      Files.setPosixFilePermissions(target, EXECUTABLE);
    }
  }

  /** Somebody else may have unpacked meanwhile: then his is as good. */
  private static void moveIntoPlace(Path draft, Path home) throws IOException {
    try {
      Files.move(draft, home, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (FileSystemException e) {
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
