package isthmus.isf.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a row does with a request that it fits. */
public sealed interface Action {

  /** Takes this service and no other; it must still be feasible. Before the decision: leave CPM. */
  record Force(String service) implements Action {
    /** Checks the service. */
    public Force {
      requireNonNull(service);
    }
  }

  /** Takes none of these services. */
  record Forbid(Set<String> services) implements Action {
    /** Copies the set. */
    public Forbid {
      services = Set.copyOf(services);
    }
  }

  /** Among feasible services takes these first, in this order. */
  record Prefer(List<String> services) implements Action {
    /** Copies the list. */
    public Prefer {
      services = List.copyOf(services);
    }
  }

  /** Selects by this routing table. */
  record UseTable(String table) implements Action {
    /** Checks the id. */
    public UseTable {
      requireNonNull(table);
    }
  }

  /**
   * Rejects the request.
   *
   * @param status SIP status, 400 to 699
   * @param text for the originator, may be empty
   */
  record Reject(int status, String text) implements Action {
    /** Checks the status. */
    public Reject {
      requireNonNull(text);
      if (status < 400 || status > 699) {
        throw new IllegalArgumentException("not the status of a refusal: " + status);
      }
    }
  }

  /** Changes an address. */
  record Rewrite(Condition.Side side, AddressChange change) implements Action {
    /** Checks the components. */
    public Rewrite {
      requireNonNull(side);
      requireNonNull(change);
    }
  }

  /** How long the message may be tried. */
  record Validity(Duration period) implements Action {
    /** Checks the period. */
    public Validity {
      if (period.isNegative() || period.isZero()) {
        throw new IllegalArgumentException("a validity period is positive");
      }
    }
  }

  /** Pauses before further attempts; after the last one the failure is for good. Empty: none. */
  record Retry(List<Duration> pauses) implements Action {
    /** Copies the list. */
    public Retry {
      pauses = List.copyOf(pauses);
    }
  }

  /** Changes the content. */
  record Content(ContentChange change) implements Action {
    /** Checks the change. */
    public Content {
      requireNonNull(change);
    }
  }

  /** The action in a few words for people: {@code forbid sms, mms}. */
  default String words() {
    return switch (this) {
      case Force(String service) -> "force " + service;
      case Forbid(Set<String> services) -> "forbid " + String.join(", ", new TreeSet<>(services));
      case Prefer(List<String> services) -> "prefer " + String.join(", ", services);
      case UseTable(String table) -> "use table " + table;
      case Reject(int status, String text) -> ("reject " + status + " " + text).strip();
      case Rewrite(Condition.Side side, AddressChange change) ->
          "rewrite " + (side == Condition.Side.FROM ? "from: " : "to: ") + change.words();
      case Validity(Duration period) -> "validity " + Spans.of(period);
      case Retry(List<Duration> pauses) ->
          "retry "
              + (pauses.isEmpty()
                  ? "none"
                  : pauses.stream().map(Spans::of).collect(Collectors.joining(", ")));
      case Content(ContentChange change) -> change.words();
    };
  }
}
