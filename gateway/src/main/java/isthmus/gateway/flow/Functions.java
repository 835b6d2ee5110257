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

/** The interworking functions that are installed, by service name. Immutable. */
public final class Functions {
  private final Map<String, InterworkingFunction> byService;

  /**
   * These functions.
   *
   * @throws IllegalArgumentException when two of them serve one service
   */
  public Functions(Collection<InterworkingFunction> functions) {
    Map<String, InterworkingFunction> map = new LinkedHashMap<>();
    for (InterworkingFunction function : functions) {
      if (map.putIfAbsent(function.service(), function) != null) {
        throw new IllegalArgumentException(
            "two interworking functions are installed for the service " + function.service());
      }
    }
    byService = Map.copyOf(map);
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

  /** What the functions could not read lately, newest first. */
  public List<Remark> remarks() {
    return all().stream()
        .flatMap(function -> function.remarks().stream())
        .sorted(Comparator.comparing(Remark::at).reversed())
        .toList();
  }

  /** Every function. */
  public Collection<InterworkingFunction> all() {
    return byService.values();
  }
}
