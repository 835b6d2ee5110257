package isthmus.gateway.whatif;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.gateway.store.PostgresTraffic;
import isthmus.gateway.store.PostgresTraffic.Interworked;
import isthmus.gateway.store.PostgresTraffic.Page;
import isthmus.isf.RecordedSelection;
import isthmus.isf.analysis.RecordedRequest;
import isthmus.isf.table.RequestKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Recorded messages as requests that can be asked about again. Safe for any thread. */
final class Recordings {
  /** Deliveries read at once: a few hundred kilobytes. */
  static final int PAGE = 1_000;

  private static final String SELECTION = ",\"s\":";

  private final PostgresTraffic traffic;
  private final AddressParser addresses;
  private final RecordedRequests requests;

  Recordings(PostgresTraffic traffic, AddressParser addresses, RecordedRequests requests) {
    this.traffic = requireNonNull(traffic);
    this.addresses = requireNonNull(addresses);
    this.requests = requireNonNull(requests);
  }

  /**
   * Reads the newest messages, page by page.
   *
   * @param most messages
   * @param pages is given each page, never an empty one
   * @param goOn asked before each page
   * @throws isthmus.cpm.store.StoreUnavailableException when the database is away
   */
  void read(int most, Consumer<List<Interworked>> pages, BooleanSupplier goOn) {
    Optional<UUID> from = Optional.empty();
    int left = most;
    while (left > 0 && goOn.getAsBoolean()) {
      Page page = traffic.page(from, PAGE);
      List<Interworked> messages =
          page.messages().subList(0, Math.min(left, page.messages().size()));
      if (!messages.isEmpty()) {
        pages.accept(messages);
      }
      left -= messages.size();
      from = page.next();
      if (from.isEmpty()) {
        return;
      }
    }
  }

  /** The newest messages, some of them not readable any more. */
  List<Interworked> latest(int most) {
    List<Interworked> all = new ArrayList<>();
    read(most, all::addAll, () -> true);
    return all;
  }

  /** The newest messages as requests, without those that are not readable any more. */
  List<RecordedRequest> requests(int most) {
    return latest(most).stream().flatMap(message -> request(message).stream()).toList();
  }

  /** What was selected for a message; empty when its record cannot be read. */
  static Optional<RecordedSelection> selection(Interworked message) {
    String why = message.why();
    int at = why.indexOf(SELECTION);
    if (at < 0) {
      return Optional.empty();
    }
    int start = at + SELECTION.length();
    try {
      return Optional.of(RecordedSelection.fromJson(why.substring(start, end(why, start))));
    } catch (IllegalArgumentException ofAnotherRelease) {
      return Optional.empty();
    }
  }

  /** Where the JSON object that begins at a position ends; the text's end when it does not. */
  private static int end(String text, int start) {
    int depth = 0;
    boolean quoted = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else {
          quoted = c != '"';
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i + 1;
      }
    }
    return text.length();
  }

  /**
   * A message as a request. Empty when its record cannot be read, and for disposition
   * notifications, which no table is asked about.
   */
  Optional<RecordedRequest> request(Interworked message) {
    Optional<RecordedSelection> recorded =
        selection(message)
            .filter(told -> told.facts().kind() != RequestKind.DISPOSITION_NOTIFICATION);
    if (recorded.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RecordedRequest(
              message.message().toString(),
              message.at(),
              requests.of(
                  recorded.get(),
                  addresses.parseUri(message.originator()),
                  addresses.parseUri(message.recipient()),
                  message.at()),
              recorded.get().chosen()));
    } catch (AddressException ofAnotherRelease) {
      return Optional.empty();
    }
  }
}
