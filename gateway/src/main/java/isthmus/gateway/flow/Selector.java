package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Alteration;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Treatment;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.DeliveryKey;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.isf.AddressValidity;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.PolicyAnswer;
import isthmus.isf.PolicyMatch;
import isthmus.isf.RejectionReason;
import isthmus.isf.Selection;
import isthmus.isf.SelectionRequest;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.RequestKind;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Asks the Interworking Selection Function in the words of the pipeline (CPM SD §5.3.1.2). Takes
 * microseconds, never blocks.
 */
public final class Selector implements Outcomes.Reselection {
  private final InterworkingSelection selection;
  private final SelectionRequests requests;
  private final People people;
  private final ContentPolicy contents;
  private final AddressParser parser;
  private final InstantSource clock;

  /** A selector over the installed functions. */
  public Selector(
      InterworkingSelection selection,
      SelectionRequests requests,
      People people,
      Links links,
      AddressParser parser,
      InstantSource clock) {
    this.selection = requireNonNull(selection);
    this.requests = requireNonNull(requests);
    this.people = requireNonNull(people);
    this.contents = new ContentPolicy(requests, links);
    this.parser = requireNonNull(parser);
    this.clock = requireNonNull(clock);
  }

  /** How the selection checks addresses: it asks the function of each service. */
  public static AddressValidity addressValidity(Functions functions, AddressParser parser) {
    return new FunctionAddresses(functions, parser);
  }

  /**
   * Selects a service for a message that leaves CPM.
   *
   * @param delivery the delivery that it leaves by
   * @param recipient whom to reach outside CPM
   * @param only the only service that may be taken
   */
  public Selected first(
      DeliveryKey delivery, AcceptedMessage accepted, Address recipient, Optional<String> only) {
    StandaloneMessage message = accepted.message();
    return select(
        new Asked(delivery, message, recipient, only, 0),
        request(
            message,
            recipient,
            only,
            Circumstances.of(
                people.party(message.originator()),
                requests.party(parties(message, recipient)),
                clock.instant())));
  }

  /**
   * Selects a service for a message that leaves CPM because delivery inside CPM failed: stage
   * failure is asked as well as stage selection.
   *
   * @param recipient whom to reach outside CPM
   */
  Selected afterCpm(Delivery delivery, Address recipient, Failure failure) {
    StandaloneMessage message = delivery.message().message();
    return select(
        new Asked(delivery.key(), message, recipient, Optional.empty(), delivery.attempt() + 1),
        request(
            message,
            recipient,
            Optional.empty(),
            circumstances(delivery, recipient, failure, Circumstances.CPM)));
  }

  @Override
  public Selected next(Delivery delivery, List<String> tried, Failure failure, String service) {
    Treatment before = delivery.treatment();
    StandaloneMessage message = delivery.message().message();
    if (before.only().isPresent()) {
      return new Selected.None(
          Failure.of(FailureCode.NO_SERVICE, "no other service may take it"), "");
    }
    Map<String, String> reasons = Why.failed(delivery);
    Map<String, String> failed = new HashMap<>();
    for (String refused : tried) {
      failed.put(
          refused,
          refused.equals(service)
              ? words(failure.code())
              : reasons.getOrDefault(refused, "failed before"));
    }
    Address recipient = before.recipient().orElse(message.recipient());
    SelectionRequest request =
        request(
                message,
                recipient,
                Optional.empty(),
                circumstances(delivery, recipient, failure, service))
            .reattempt(failed, tried.size() + 1);
    OptionalLong version = Why.version(delivery);
    return select(
        new Asked(delivery.key(), message, recipient, Optional.empty(), delivery.attempt() + 1),
        version.isPresent() ? request.withVersion(version.getAsLong()) : request);
  }

  @Override
  public Outcomes.Advice advice(Delivery delivery, Failure failure, String service) {
    StandaloneMessage message = delivery.message().message();
    Address recipient = delivery.treatment().recipient().orElse(message.recipient());
    PolicyAnswer answer =
        selection.ask(
            new PolicyRequest(
                Stage.FAILURE,
                requests.facts(RequestKind.STANDALONE_MESSAGE, message.content()),
                message.service().map(ServiceIdentifier::service),
                circumstances(delivery, recipient, failure, service)),
            Why.version(delivery));
    if (answer.match().isEmpty()) {
      return Outcomes.Advice.NONE;
    }
    PolicyMatch match = answer.match().get();
    Optional<Action.Reject> reject = answer.action(Action.Reject.class);
    if (reject.isPresent()) {
      return new Outcomes.Advice.Refuse(PolicyRefusal.of(reject.get(), match, answer.version()));
    }
    boolean forbidden =
        answer
            .action(Action.Forbid.class)
            .filter(forbid -> forbid.services().contains(service))
            .isPresent();
    boolean forcedAway =
        answer
            .action(Action.Force.class)
            .filter(force -> !force.service().equals(service))
            .isPresent();
    return new Outcomes.Advice.Go(
        Ruling.words(match, answer.version()),
        forbidden || forcedAway,
        answer.action(Action.Retry.class).map(Action.Retry::pauses));
  }

  private Circumstances circumstances(
      Delivery delivery, Address recipient, Failure failure, String service) {
    StandaloneMessage message = delivery.message().message();
    return new Circumstances(
        people.party(message.originator()),
        requests.party(parties(message, recipient)),
        clock.instant(),
        Optional.of(words(failure.code())),
        Optional.of(service),
        delivery.attempt() + 1);
  }

  /** A code in the words of the policy table: {@code bad-recipient}. */
  private static String words(FailureCode code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static SelectionRequests.Parties parties(StandaloneMessage message, Address recipient) {
    return new SelectionRequests.Parties(message.originator(), message.recipient(), recipient);
  }

  private SelectionRequest request(
      StandaloneMessage message,
      Address recipient,
      Optional<String> only,
      Circumstances circumstances) {
    Optional<ServiceIdentifier> identifier =
        only.filter(
                service ->
                    message.service().filter(named -> named.service().equals(service)).isEmpty())
            .map(service -> new ServiceIdentifier(service, Optional.empty()))
            .or(message::service);
    return requests.first(
        requests.facts(RequestKind.STANDALONE_MESSAGE, message.content()),
        identifier,
        parties(message, recipient),
        circumstances);
  }

  /**
   * What is asked for.
   *
   * @param made attempts made before
   */
  private record Asked(
      DeliveryKey delivery,
      StandaloneMessage message,
      Address recipient,
      Optional<String> only,
      int made) {}

  private Selected select(Asked asked, SelectionRequest request) {
    Content content = asked.message().content();
    Selection result =
        selection.select(
            request.withPreview(
                (facts, changes) -> contents.preview(content, changes, asked.delivery(), facts)));
    String why = result.explanation().toJson();
    return switch (result) {
      case Selection.Selected selected -> selected(asked, selected, why);
      case Selection.Rejected rejected -> rejected(rejected, why);
    };
  }

  private Selected selected(Asked asked, Selection.Selected selected, String why) {
    ServiceIdentifier service = selected.chosen().service();
    if (asked.only().filter(wanted -> !wanted.equals(service.service())).isPresent()) {
      return new Selected.None(
          Failure.of(
              FailureCode.NO_SERVICE,
              "only %s may take it, which is not possible".formatted(asked.only().get())),
          why);
    }
    ContentPolicy.Made made =
        contents.alterations(
            asked.message().content(),
            selected.treatment().content(),
            asked.delivery(),
            clock.instant());
    return switch (made) {
      case ContentPolicy.Made.Refused(Failure failure) -> new Selected.None(failure, why);
      case ContentPolicy.Made.Alterations(List<Alteration> alterations) -> {
        Treatment treatment =
            new Treatment(
                    Optional.of(asked.recipient())
                        .filter(routed -> !routed.equals(asked.message().recipient())),
                    asked.only(),
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    alterations)
                .withRetry(selected.treatment().retry(), asked.made());
        String from =
            selected
                .chosen()
                .from()
                .orElseGet(
                    () ->
                        requests.originatorAddress(
                            asked.message().originator(), service.service()));
        yield new Selected.Service(
            new DeliveryTarget.ToService(service, from, selected.chosen().address()),
            why,
            treatment,
            selected.treatment().validity(),
            elsewhere(selected.chosen().address(), asked.recipient()));
      }
    };
  }

  /** The address that is used, when it is of somebody else than the one that was to be reached. */
  private Optional<Address> elsewhere(String used, Address recipient) {
    if (People.number(recipient).filter(used::equals).isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(used))
          .filter(address -> !address.identity().equals(recipient.identity()));
    } catch (AddressException ofTheServicesOwnForm) {
      return Optional.empty();
    }
  }

  private static Selected rejected(Selection.Rejected rejected, String why) {
    return rejected
        .byPolicy()
        .map(
            reject ->
                new Selected.None(
                    new Failure(
                        PolicyRefusal.codeOf(reject.status()),
                        PolicyRefusal.text(reject),
                        rejected.text() + ", version " + rejected.version()),
                    why,
                    OptionalInt.of(reject.status())))
        .orElseGet(
            () -> new Selected.None(Failure.of(codeOf(rejected.reason()), rejected.text()), why));
  }

  private static FailureCode codeOf(RejectionReason reason) {
    return switch (reason) {
      case NO_FEASIBLE_SERVICE, NOT_INSTALLED -> FailureCode.NO_SERVICE;
      case NO_ORIGINATOR_ADDRESS -> FailureCode.BAD_ORIGINATOR;
      case POLICY -> FailureCode.REJECTED;
      case NO_SERVICE_IDENTIFIER -> FailureCode.MALFORMED;
      case UNKNOWN_SERVICE, ADDRESS_NOT_VALID -> FailureCode.BAD_RECIPIENT;
    };
  }
}
