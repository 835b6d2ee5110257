package isthmus.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.flow.World;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;

class RoutesTest {
  @Test
  void everyRouteAndEveryNodeHasAnIdOfItsOwn() throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      MessageRoutes routes = new MessageRoutes(new World().stages());
      routes.setCamelContext(context);
      routes.configure();
      List<String> ids = new ArrayList<>();
      for (RouteDefinition route : routes.getRouteCollection().getRoutes()) {
        ids.add(route.getRouteId());
        collect(route.getOutputs(), ids);
      }
      assertThat(ids).doesNotContainNull().doesNotHaveDuplicates();
      assertThat(ids)
          .contains(
              "cpm-in",
              "legacy-in",
              "decide",
              "select",
              "accept",
              "execute",
              "notify",
              "outcome",
              "receipt",
              "report");
    }
  }

  private static void collect(List<ProcessorDefinition<?>> nodes, List<String> ids) {
    for (ProcessorDefinition<?> node : nodes) {
      assertThat(node.hasCustomIdAssigned()).as("%s has an id", node).isTrue();
      ids.add(node.getId());
      collect(node.getOutputs(), ids);
    }
  }
}
