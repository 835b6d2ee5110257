package isthmus.gateway.whatif;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.gateway.store.PostgresTraffic;
import isthmus.gateway.store.PostgresTraffic.Failed;
import isthmus.gateway.store.PostgresTraffic.Page;
import isthmus.gateway.store.PostgresTraffic.Recorded;
import isthmus.isf.RecordedSelection;
import isthmus.isf.SelectionRequest;
import isthmus.isf.analysis.RecordedFailure;
import isthmus.isf.analysis.RecordedRequest;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.UserAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Recorded messages as requests that can be asked about again. Safe for any thread. */
final class Recordings {
  /** Deliveries read at once: a few hundred kilobytes. */
  static final int PAGE = 1_000;

  private static final String SELECTION = ",\"s\":";
  private static final Optional<String> CPM = Optional.of(Circumstances.CPM);

  private final PostgresTraffic traffic;
  private final AddressParser addresses;
  private final RecordedRequests requests;

  Recordings(PostgresTraffic traffic, AddressParser addresses, RecordedRequests requests) {
    this.traffic = requireNonNull(traffic);
    this.addresses = requireNonNull(addresses);
    this.requests = requireNonNull(requests);
  }

  /**
   * Reads the newest messages, page by page: until so many were read that a service was selected
   * for, and of the same time as many as that which came from services or did not leave CPM.
   *
   * @param most messages of each sort
   * @param pages is given each page, never an empty one
   * @param goOn asked before each page
   * @throws isthmus.cpm.store.StoreUnavailableException when the database is away
   */
  void read(int most, Consumer<List<Recorded>> pages, BooleanSupplier goOn) {
    Optional<UUID> from = Optional.empty();
    int left = most;
    int others = most;
    while (left > 0 && goOn.getAsBoolean()) {
      Page page = traffic.page(from, PAGE);
      List<Recorded> messages = new ArrayList<>();
      for (Recorded message : page.messages()) {
        if (message.interworked() && left > 0) {
          left--;
          messages.add(message);
        } else if (!message.interworked() && left > 0 && others > 0) {
          others--;
          messages.add(message);
        }
      }
      if (!messages.isEmpty()) {
        pages.accept(messages);
      }
      from = page.next();
      if (from.isEmpty()) {
        return;
      }
    }
  }

  /** The newest messages that a service was selected for, some of them not readable any more. */
  List<Recorded> latest(int most) {
    List<Recorded> all = new ArrayList<>();
    read(most, page -> page.stream().filter(Recorded::interworked).forEach(all::add), () -> true);
    return all;
  }

  /** The newest messages as requests, without those that are not readable any more. */
  List<RecordedRequest> requests(int most) {
    return latest(most).stream().flatMap(message -> request(message).stream()).toList();
  }

  /** What was selected for a message; empty when its record cannot be read. */
  static Optional<RecordedSelection> selection(Recorded message) {
    String why = message.why().orElse("");
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
  Optional<RecordedRequest> request(Recorded message) {
    Optional<RecordedSelection> recorded =
        message.interworked() ? selection(message) : Optional.of(onItsFace(message));
    if (recorded.isEmpty()
        || recorded.get().facts().kind() == RequestKind.DISPOSITION_NOTIFICATION) {
      return Optional.empty();
    }
    try {
      SelectionRequest request =
          requests.of(
              recorded.get(),
              addresses.parseUri(message.originator()),
              addresses.parseUri(message.recipient()),
              message.at());
      return Optional.of(request(message, recorded.get(), request));
    } catch (AddressException ofAnotherRelease) {
      return Optional.empty();
    }
  }

  private static RecordedRequest request(
      Recorded message, RecordedSelection recorded, SelectionRequest request) {
    List<RecordedFailure> failures = failures(message);
    Optional<String> first =
        message.tried().isEmpty() ? recorded.chosen() : Optional.of(message.tried().getFirst());
    return new RecordedRequest(
        message.message().toString(),
        message.at(),
        kind(message),
        leftAfterFailure(request, failures),
        first,
        failures);
  }

  private static RecordedRequest.Kind kind(Recorded message) {
    if (message.from().isPresent()) {
      return RecordedRequest.Kind.INBOUND;
    }
    return message.why().isPresent()
        ? RecordedRequest.Kind.INTERWORKED
        : RecordedRequest.Kind.INSIDE;
  }

  /** What is known of a content that no selection looked at: its type and its size. */
  private static RecordedSelection onItsFace(Recorded message) {
    String type = message.mediaType();
    int parameters = type.indexOf(';');
    return new RecordedSelection(
        0,
        1,
        RequestFacts.of(RequestKind.STANDALONE_MESSAGE)
            .withOctets(message.size())
            .withMediaTypes(parameters < 0 ? type : type.substring(0, parameters).strip()),
        message.from().map(service -> new ServiceIdentifier(service, Optional.empty())),
        UserAnswers.NONE,
        Optional.empty(),
        Map.of());
  }

  /** The first selection of a message that CPM had failed with is asked with that failure. */
  private static SelectionRequest leftAfterFailure(
      SelectionRequest request, List<RecordedFailure> failures) {
    return failures.stream()
        .filter(failed -> failed.service().equals(CPM) && !failed.next().equals(CPM))
        .filter(failed -> failed.next().isPresent())
        .findFirst()
        .map(
            failed ->
                request.withCircumstances(
                    new Circumstances(
                        request.circumstances().from(),
                        request.circumstances().to(),
                        failed.at(),
                        Optional.of(failed.code()),
                        failed.service(),
                        failed.attempt())))
        .orElse(request);
  }

  private static List<RecordedFailure> failures(Recorded message) {
    List<Failed> failed = message.failures();
    List<RecordedFailure> failures = new ArrayList<>(failed.size());
    for (int i = 0; i < failed.size(); i++) {
      Failed one = failed.get(i);
      boolean last = i == failed.size() - 1;
      Optional<String> next = last ? afterTheLast(message) : failed.get(i + 1).service();
      failures.add(
          new RecordedFailure(
              one.attempt(),
              one.at(),
              one.service(),
              one.code().toLowerCase(Locale.ROOT).replace('_', '-'),
              next));
    }
    return failures;
  }

  /** Another attempt that a receipt ended, one that is to come, or none. */
  private static Optional<String> afterTheLast(Recorded message) {
    Failed last = message.failures().getLast();
    boolean ended =
        switch (message.state()) {
          case FAILED, EXPIRED, CANCELLED -> true;
          case QUEUED, SUBMITTED, DEFERRED, DELIVERED, NO_MORE_NEWS -> false;
        };
    boolean wasTheLast =
        message.attempts() <= last.attempt()
            && last.service().filter(message.target()::equals).isPresent();
    return ended && wasTheLast ? Optional.empty() : Optional.of(message.target());
  }
}
