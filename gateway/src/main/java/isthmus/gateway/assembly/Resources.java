package isthmus.gateway.assembly;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a gateway opened; closed in the opposite order. Used by one thread. */
final class Resources implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Resources.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Keeps a resource open until all that are kept after it have closed. */
  <T extends AutoCloseable> T keep(T resource) {
    open.push(resource);
    return resource;
  }

  /** Keeps a resource open until all others have closed, those kept before it as well. */
  <T extends AutoCloseable> T keepToTheLast(T resource) {
    open.addLast(resource);
    return resource;
  }

  /** Closes all; what does not close is logged and does not keep the others open. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      AutoCloseable resource = open.pop();
      try {
        resource.close();
      } catch (Exception broken) {
        log.warn("{} did not close: {}", resource.getClass().getSimpleName(), broken.toString());
      }
    }
  }
}
