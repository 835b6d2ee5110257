package isthmus.gateway.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The interworking selection function of a running gateway, from a shell. Every method gives the
 * text to print, and throws {@link CommandFailure} if the gateway does not answer or refuses.
 */
public interface TableDesk {

  /**
   * Why a request would go by which service.
   *
   * @param gateway the HTTP address of a running gateway
   * @param request what the request is like: {@code from}, {@code to}, {@code kind}, {@code size}
   *     and further criteria of the table, by name
   */
  String explain(URI gateway, SequencedMap<String, String> request) throws CommandFailure;

  /**
   * Uploads a table as a new version, which is validated but not activated.
   *
   * @param file a CSV or XLSX file
   * @param comment why it was made
   */
  String importTable(URI gateway, Path file, Optional<String> comment) throws CommandFailure;

  /**
   * A version of the table as CSV.
   *
   * @param version the active one if empty
   */
  String exportTable(URI gateway, Optional<Integer> version) throws CommandFailure;

  /** Makes a version the one that decides. */
  String activate(URI gateway, int version) throws CommandFailure;

  /** All versions: who made and activated them, when and why. */
  String history(URI gateway) throws CommandFailure;
}
