package isthmus.gateway.console.http;

import java.util.Map;

/** Keeps a record, for good, of who changed what. Safe for use by several threads. */
@FunctionalInterface
public interface Audit {
  /**
   * Records what was done, after it was done and before it is answered; returns when it is on disk.
   *
   * @param by who did it
   * @param peer the address it came from, as {@link HttpRequest#peer()} says
   * @param what in words with dashes, such as {@code version-activated}
   * @param subject to what, such as {@code version 12}
   * @param detail more that becomes JSON, such as {@code before} and {@code after}; never a
   *     password, a token or the text of a message
   * @throws isthmus.cpm.store.StoreUnavailableException when the database is away
   */
  void record(Caller by, String peer, String what, String subject, Map<String, Object> detail);

  /** Changes the database, and records that it did. */
  @FunctionalInterface
  interface Change<T, E extends Exception> {
    /** Does both. */
    T make() throws E;
  }

  /**
   * Makes a change and its record one: either both are kept or neither, whatever ends in between.
   *
   * @param change does nothing but read and change the database and {@link #record}, on this
   *     thread, for it is made again from its beginning when another change was in the way; what
   *     memory holds is changed when this has returned
   * @throws E what the change throws; nothing is kept then
   */
  default <T, E extends Exception> T together(Change<T, E> change) throws E {
    return change.make();
  }
}
