package isthmus.gateway.route;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.interworking.InboundAnswer;
import isthmus.cpm.interworking.InterworkingInbound.ReceiptAnswer;
import isthmus.cpm.interworking.LegacyMessage;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.store.MessageStore.ClientReport;
import isthmus.cpm.store.MessageStore.ReceiptEffect;
import isthmus.gateway.flow.Draft;
import isthmus.gateway.flow.Execution.Ended;
import isthmus.gateway.flow.PagerDoor.Arrival;
import java.util.concurrent.CompletionStage;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** The entrances to the routes, in the words of the stages. Safe for use by several threads. */
public final class Ways implements AutoCloseable {
  private final CamelContext camel;
  private final ProducerTemplate template;

  /** Entrances without routes behind them; see {@link #open}. */
  public Ways() {
    DefaultCamelContext context = new DefaultCamelContext();
    context.getCamelContextExtension().setName("isthmus");
    this.camel = context;
    this.template = context.createProducerTemplate();
  }

  /** Puts the stages behind the entrances. */
  public void open(Stages stages) {
    try {
      camel.addRoutes(new MessageRoutes(requireNonNull(stages)));
      camel.start();
    } catch (Exception broken) {
      throw new IllegalStateException("the routes do not start: " + broken.getMessage(), broken);
    }
  }

  /** A MESSAGE of a CPM user. */
  public void cpmIn(Arrival arrival) {
    send("direct:cpm-in", arrival);
  }

  /** A message of a service. */
  @SuppressWarnings("unchecked")
  public CompletionStage<InboundAnswer> legacyIn(LegacyMessage message) {
    return (CompletionStage<InboundAnswer>) ask("direct:legacy-in", message);
  }

  /** A message that is to be accepted. */
  public void decide(Draft draft) {
    send("direct:decide", draft);
  }

  /** A delivery that is to be attempted. */
  public void execute(Delivery delivery) {
    send("direct:execute", delivery);
  }

  /** An attempt that ended. */
  public void outcome(Ended ended) {
    send("direct:outcome", ended);
  }

  /** A receipt of a service. */
  @SuppressWarnings("unchecked")
  public CompletionStage<ReceiptAnswer> receipt(LegacyReceipt receipt) {
    return (CompletionStage<ReceiptAnswer>) ask("direct:receipt", receipt);
  }

  /** A notification of a CPM client. */
  @SuppressWarnings("unchecked")
  public CompletionStage<ReceiptEffect> report(ClientReport report) {
    return (CompletionStage<ReceiptEffect>) ask("direct:report", report);
  }

  private void send(String uri, Object body) {
    try {
      template.sendBody(endpoint(uri), body);
    } catch (CamelExecutionException wrapped) {
      throw unwrapped(wrapped);
    }
  }

  private Object ask(String uri, Object body) {
    try {
      return requireNonNull(template.requestBody(endpoint(uri), body), uri);
    } catch (CamelExecutionException wrapped) {
      throw unwrapped(wrapped);
    }
  }

  /** What a stage threw, as if it had been called without routes in between. */
  private static RuntimeException unwrapped(CamelExecutionException wrapped) {
    return wrapped.getCause() instanceof RuntimeException cause ? cause : wrapped;
  }

  private Endpoint endpoint(String uri) {
    return camel.getEndpoint(uri);
  }

  @Override
  public void close() {
    camel.stop();
  }
}
