package isthmus.gateway.assembly;

import isthmus.cpm.address.Address;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.AddressCheck;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.interworking.InterworkingInbound;
import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.interworking.OutboundDisposition;
import isthmus.cpm.interworking.OutboundMessage;
import isthmus.cpm.message.Content;
import java.util.List;
import java.util.Map;

/** A service that nobody can be reached by, as somebody else would add one. */
final class ToyFunction implements InterworkingFunction {
  private final String service;
  private final Map<String, Object> settings;

  private ToyFunction(String service, Map<String, Object> settings) {
    this.service = service;
    this.settings = settings;
  }

  /** The one that {@code META-INF/services} of the test names. */
  public static final class Toy implements Provider {
    @Override
    public String service() {
      return "toy";
    }

    @Override
    public InterworkingFunction create(Map<String, Object> settings, InterworkingInbound inbound) {
      if (settings.containsKey("colour")) {
        throw new IllegalArgumentException("colour: a toy has none");
      }
      return new ToyFunction(service(), settings);
    }
  }

  /** One that wants to be SMS; no file names it but that of one test. */
  public static final class SecondSms implements Provider {
    @Override
    public String service() {
      return "sms";
    }

    @Override
    public InterworkingFunction create(Map<String, Object> settings, InterworkingInbound inbound) {
      return new ToyFunction(service(), settings);
    }
  }

  Map<String, Object> settings() {
    return settings;
  }

  @Override
  public String service() {
    return service;
  }

  @Override
  public void start() {}

  @Override
  public AddressCheck addressOf(Address recipient) {
    return new AddressCheck.NotValid("a toy reaches nobody");
  }

  @Override
  public AddressCheck originatorAddressOf(Address originator) {
    return new AddressCheck.NotValid("a toy comes from nobody");
  }

  @Override
  public Map<String, Long> measure(Content content) {
    return Map.of();
  }

  @Override
  public void submit(OutboundMessage message, OutcomeSink outcomes) {
    outcomes.outcome(refused());
  }

  @Override
  public void notify(OutboundDisposition disposition, OutcomeSink outcomes) {
    outcomes.outcome(refused());
  }

  private static DeliveryOutcome refused() {
    return new DeliveryOutcome.PermanentFailure(
        Failure.of(FailureCode.BAD_RECIPIENT, "a toy reaches nobody"), List.of());
  }

  @Override
  public List<LinkStatus> links() {
    return List.of();
  }

  @Override
  public void close() {}
}
