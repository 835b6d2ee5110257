package isthmus.gateway.cli;

import static isthmus.gateway.cli.RemoteCommands.members;
import static isthmus.gateway.cli.RemoteCommands.query;

import isthmus.gateway.config.SheetFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Makes a version of files: of one by uploading it, of several, whose sheets may refer to each
 * other, by way of a draft that takes one after the other.
 */
final class FileImport {
  private static final String VERSIONS = "/api/isf/versions";
  private static final String DRAFTS = "/api/isf/drafts";
  private static final int LONGEST_NAME = 80;

  private FileImport() {}

  static PositionalParamSpec files() {
    return PositionalParamSpec.builder()
        .paramLabel("FILE")
        .type(List.class)
        .auxiliaryTypes(Path.class)
        .index("0..*")
        .arity("1..*")
        .required(true)
        .description("CSV or XLSX files, or folders of them; together they are one version.")
        .build();
  }

  static String version(Rest gateway, ParseResult arguments) throws CommandFailure {
    List<Path> named = arguments.matchedPositionalValue(0, List.<Path>of());
    List<Path> files = opened(named);
    return files.size() == 1
        ? gateway.upload(VERSIONS, query(arguments, "--comment", "--whole"), files.getFirst())
        : version(gateway, arguments, name(named), files);
  }

  private static List<Path> opened(List<Path> named) throws CommandFailure {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      try {
        List<Path> inside = SheetFiles.at(path);
        if (inside.isEmpty()) {
          throw CommandFailure.wrongUse("folder " + path + " has no .csv or .xlsx file");
        }
        files.addAll(inside);
      } catch (IOException e) {
        throw CommandFailure.wrongUse(CommandFailure.reason(e));
      }
    }
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw CommandFailure.wrongUse(
            "file " + file + (Files.exists(file) ? " cannot be read" : " does not exist"));
      }
    }
    return files;
  }

  private static String name(List<Path> named) {
    String all =
        named.stream()
            .map(path -> String.valueOf(path.normalize().getFileName()))
            .collect(Collectors.joining(", "));
    return all.length() <= LONGEST_NAME ? all : named.size() + " files";
  }

  private static String version(Rest gateway, ParseResult arguments, String name, List<Path> files)
      throws CommandFailure {
    Rest json = new Rest(gateway.gateway(), true);
    String opened = json.post(DRAFTS, Map.of("name", name, "from", "active"));
    String draft = DRAFTS + "/" + RuleSources.tree(opened).path("id").asLong();
    try {
      Map<String, String> whole = query(arguments, "--whole");
      for (Path file : files) {
        json.upload(draft + "/import", whole, file);
        whole = Map.of();
      }
      return gateway.post(draft + "/submit", members(arguments, "--comment"));
    } catch (CommandFailure refused) {
      json.delete(draft);
      throw refused;
    }
  }
}
