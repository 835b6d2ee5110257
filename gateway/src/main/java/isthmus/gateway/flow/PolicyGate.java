package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.Identity;
import isthmus.cpm.message.Content;
import isthmus.cpm.preferences.PreferenceSource;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.PolicyAnswer;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.RequestKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the policy table about messages that come in: those of CPM users before the interworking
 * decision (CPM SD §5.3.1.1), those of services before they enter CPM (CPM SD §5.3.2). Takes
 * microseconds, never blocks.
 */
public final class PolicyGate {
  private static final Logger log = LoggerFactory.getLogger(PolicyGate.class);

  private final InterworkingSelection selection;
  private final SelectionRequests requests;
  private final People people;
  private final PreferenceSource preferences;
  private final AddressParser parser;
  private final Tally tally;

  /** A gate where a policy table is asked. */
  public PolicyGate(
      InterworkingSelection selection,
      SelectionRequests requests,
      People people,
      PreferenceSource preferences,
      AddressParser parser,
      Tally tally) {
    this.selection = requireNonNull(selection);
    this.requests = requireNonNull(requests);
    this.people = requireNonNull(people);
    this.preferences = requireNonNull(preferences);
    this.parser = requireNonNull(parser);
    this.tally = requireNonNull(tally);
  }

  /**
   * A message as it came.
   *
   * @param service the service identifier that accompanies it, or the service that it came from
   */
  record Incoming(
      Stage stage,
      Address from,
      Address to,
      Content content,
      Optional<String> service,
      Instant at) {}

  /**
   * Lets a message go on with what the table says to it, as soon as the preferences of all who take
   * part are in memory.
   *
   * @param next runs once, here or on another thread
   */
  void pass(Incoming message, Consumer<Ruling> next) {
    preferences.whenKnown(
        List.of(message.from().identity(), message.to().identity()),
        () -> {
          Ruling ruling = ruling(message);
          if (ruling.reject().isPresent()) {
            tally.oneRefused();
          }
          List<Identity> others =
              Stream.concat(ruling.from().stream(), ruling.to().stream())
                  .map(Address::identity)
                  .toList();
          preferences.whenKnown(others, () -> next.accept(ruling));
        });
  }

  private Ruling ruling(Incoming message) {
    if (!selection.hasPolicy()) {
      return Ruling.NONE;
    }
    PolicyAnswer answer =
        selection.ask(
            new PolicyRequest(
                message.stage(),
                requests.facts(RequestKind.STANDALONE_MESSAGE, message.content()),
                message.service(),
                Circumstances.of(
                    people.party(message.from()), people.party(message.to()), message.at())));
    if (answer.match().isEmpty()) {
      return Ruling.NONE;
    }
    return new Ruling(
        answer.version(),
        answer.match(),
        answer.from().flatMap(address -> read(address, answer)),
        answer.to().flatMap(address -> read(address, answer)));
  }

  /** An address that a row made; one that is none leaves the message's own. */
  private Optional<Address> read(String address, PolicyAnswer answer) {
    try {
      return Optional.of(parser.parse(address));
    } catch (AddressException wrong) {
      log.warn(
          "row {} of the policy table makes an address that is none: {}",
          answer.match().map(row -> row.rowId()).orElse(""),
          wrong.getMessage());
      return Optional.empty();
    }
  }
}
