package isthmus.gateway.route;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.interworking.LegacyMessage;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.store.MessageStore.ClientReport;
import isthmus.gateway.flow.Draft;
import isthmus.gateway.flow.Execution.Ended;
import isthmus.gateway.flow.Intake.Decided;
import isthmus.gateway.flow.PagerDoor.Arrival;
import isthmus.gateway.flow.Plan;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/** The way of a message, as routes. */
final class MessageRoutes extends RouteBuilder {
  private final Stages stages;

  MessageRoutes(Stages stages) {
    this.stages = requireNonNull(stages);
  }

  @Override
  public void configure() {
    // A stage answers for its own errors; what escapes goes to the thread that sent the exchange.
    errorHandler(noErrorHandler());

    from("direct:cpm-in")
        .routeId("cpm-in")
        .process(take(Arrival.class, stages.door()::receive))
        .id("cpm-in-receive");

    from("direct:legacy-in")
        .routeId("legacy-in")
        .process(turn(LegacyMessage.class, stages.legacy()::message))
        .id("legacy-in-convert");

    from("direct:decide")
        .routeId("decide")
        .process(turn(Draft.class, stages.intake()::decide))
        .id("decide-interworking")
        .to("direct:select")
        .id("decide-to-select");

    from("direct:select")
        .routeId("select")
        .process(turn(Decided.class, stages.intake()::select))
        .id("select-service")
        .to("direct:accept")
        .id("select-to-accept");

    from("direct:accept")
        .routeId("accept")
        .process(take(Plan.class, stages.intake()::accept))
        .id("accept-write-and-answer");

    from("direct:execute")
        .routeId("execute")
        .choice()
        .id("execute-what")
        .when(exchange -> exchange.getMessage().getBody(Delivery.class).report().isPresent())
        .to("direct:notify")
        .id("execute-to-notify")
        .otherwise()
        .process(take(Delivery.class, stages.execution()::attempt))
        .id("execute-attempt")
        .end();

    from("direct:notify")
        .routeId("notify")
        .process(take(Delivery.class, stages.execution()::attempt))
        .id("notify-attempt");

    from("direct:outcome")
        .routeId("outcome")
        .process(take(Ended.class, stages.finisher()::end))
        .id("outcome-write");

    from("direct:receipt")
        .routeId("receipt")
        .process(turn(LegacyReceipt.class, stages.receipts()::ofService))
        .id("receipt-of-service");

    from("direct:report")
        .routeId("report")
        .process(turn(ClientReport.class, stages.receipts()::ofClient))
        .id("report-of-client");
  }

  private static <T> Processor take(Class<T> type, Consumer<T> stage) {
    return exchange -> stage.accept(body(exchange, type));
  }

  private static <T, R> Processor turn(Class<T> type, Function<T, R> stage) {
    return exchange -> exchange.getMessage().setBody(stage.apply(body(exchange, type)));
  }

  private static <T> T body(Exchange exchange, Class<T> type) {
    return type.cast(exchange.getMessage().getBody());
  }
}
