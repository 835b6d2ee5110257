package isthmus.gateway.flow;

import isthmus.cpm.address.Address;
import isthmus.cpm.interworking.AddressCheck;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.interworking.OutboundDisposition;
import isthmus.cpm.interworking.OutboundMessage;
import isthmus.cpm.message.Content;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A service that takes everything, unless a test has other outcomes in store. */
final class FakeFunction implements InterworkingFunction {
  final List<OutboundMessage> submitted = new ArrayList<>();
  final List<OutboundDisposition> notified = new ArrayList<>();
  final Deque<Function<OutboundMessage, DeliveryOutcome>> outcomes = new ArrayDeque<>();
  private final String service;
  private final InstantSource clock;

  FakeFunction(String service, InstantSource clock) {
    this.service = service;
    this.clock = clock;
  }

  @Override
  public String service() {
    return service;
  }

  @Override
  public void start() {}

  @Override
  public AddressCheck addressOf(Address recipient) {
    return recipient
        .phoneNumber()
        .<AddressCheck>map(number -> new AddressCheck.Valid(number.e164()))
        .orElseGet(() -> new AddressCheck.NotValid("no phone number"));
  }

  @Override
  public AddressCheck originatorAddressOf(Address originator) {
    return addressOf(originator);
  }

  @Override
  public Map<String, Long> measure(Content content) {
    return Map.of("segments", 1L, "octets", (long) content.octets().size());
  }

  @Override
  public void submit(OutboundMessage message, OutcomeSink sink) {
    submitted.add(message);
    Function<OutboundMessage, DeliveryOutcome> outcome = outcomes.pollFirst();
    sink.outcome(outcome == null ? taken(message) : outcome.apply(message));
  }

  private DeliveryOutcome taken(OutboundMessage message) {
    return new DeliveryOutcome.Accepted(
        List.of(
            new ExternalPart(
                1, 1, "s1", "x" + message.delivery(), "x" + message.delivery(), clock.instant())),
        DeliveryOutcome.Finality.AWAITS_RECEIPT);
  }

  @Override
  public void notify(OutboundDisposition disposition, OutcomeSink sink) {
    notified.add(disposition);
    sink.outcome(new DeliveryOutcome.Accepted(List.of(), DeliveryOutcome.Finality.NO_MORE_NEWS));
  }

  @Override
  public List<LinkStatus> links() {
    return List.of();
  }

  @Override
  public void close() {}
}
