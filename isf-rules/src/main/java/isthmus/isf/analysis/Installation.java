package isthmus.isf.analysis;

import java.util.Set;

/**
 * What a gateway has to carry out what rules say.
 *
 * @param services services that have an interworking function
 * @param offersLinks whether contents can be put behind links, which needs an address that
 *     recipients reach
 */
public record Installation(Set<String> services, boolean offersLinks) {
  /** Copies the set. */
  public Installation {
    services = Set.copyOf(services);
  }
}
