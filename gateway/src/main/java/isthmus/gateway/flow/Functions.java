package isthmus.gateway.flow;

import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.interworking.Remark;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The interworking functions that are installed, by service name. More may come while the gateway
 * runs, none goes. Any thread may ask; an answer is a snapshot.
 */
public final class Functions {
  private final List<Supplier<List<Remark>>> otherRemarks = new CopyOnWriteArrayList<>();
  private volatile Map<String, InterworkingFunction> byService = Map.of();

  /**
   * These functions.
   *
   * @throws IllegalArgumentException when two of them serve one service
   */
  public Functions(Collection<InterworkingFunction> functions) {
    functions.forEach(this::add);
  }

  /**
   * Installs one more.
   *
   * @throws IllegalArgumentException when its service has one already
   */
  public synchronized void add(InterworkingFunction function) {
    Map<String, InterworkingFunction> map = new LinkedHashMap<>(byService);
    if (map.putIfAbsent(function.service(), function) != null) {
      throw new IllegalArgumentException(
          "two interworking functions are installed for the service " + function.service());
    }
    byService = Map.copyOf(map);
  }

  /** Shows further remarks among those of the functions. */
  public void alsoRemarks(Supplier<List<Remark>> remarks) {
    otherRemarks.add(remarks);
  }

  /** The function for a service. */
  public Optional<InterworkingFunction> of(String service) {
    return Optional.ofNullable(byService.get(service));
  }

  /** The services that have one. */
  public Set<String> services() {
    return byService.keySet();
  }

  /** The links of all functions. */
  public List<LinkStatus> links() {
    return all().stream().flatMap(function -> function.links().stream()).toList();
  }

  /** What could not be read lately, by the functions or of them, newest first. */
  public List<Remark> remarks() {
    return Stream.concat(
            all().stream().map(InterworkingFunction::remarks),
            otherRemarks.stream().map(Supplier::get))
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Remark::at).reversed())
        .toList();
  }

  /** Every function. */
  public Collection<InterworkingFunction> all() {
    return byService.values();
  }
}
