package isthmus.gateway.assembly;

import isthmus.cpm.sip.SipEndpoint;
import isthmus.gateway.access.Access;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.console.Console;
import isthmus.gateway.console.ConsoleExtension;
import isthmus.gateway.console.ConsolePage;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.flow.SelectionRequests;
import isthmus.gateway.link.LinkRoutes;
import isthmus.gateway.observe.ObservedGateway;
import isthmus.gateway.preferences.KnownPreferences;
import isthmus.gateway.preferences.PreferenceRoutes;
import isthmus.gateway.rules.DraftRoutes;
import isthmus.gateway.rules.Drafts;
import isthmus.gateway.rules.Inquiries;
import isthmus.gateway.rules.InquiryReader;
import isthmus.gateway.rules.QuestionRoutes;
import isthmus.gateway.rules.Recorded;
import isthmus.gateway.rules.RuleSets;
import isthmus.gateway.rules.StateRoutes;
import isthmus.gateway.rules.VersionRoutes;
import isthmus.gateway.users.UserRoutes;
import isthmus.gateway.whatif.WhatIfs;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What people and scripts see of a gateway by HTTP: the pages of the console and REST. */
final class ConsoleSide {
  private static final ConsolePage ROUTING =
      new ConsolePage("/routing", "Routing", "isthmus/gateway/console/routing")
          .laidOut("desk")
          .tellingWithoutScript("The console needs JavaScript. ./isthmus isf does without.");

  /**
   * What the pages and resources ask.
   *
   * @param rules the versions of the rules
   * @param preferences what users prefer, as this node knows it
   * @param access who may do what
   * @param clock tells the time
   */
  record Parts(
      Configuration configuration,
      Codecs codecs,
      Stores stores,
      CpmSide cpm,
      Pipeline pipeline,
      RuleSets rules,
      KnownPreferences preferences,
      Access access,
      InstantSource clock) {}

  private final Parts parts;
  private final Resources resources;

  /**
   * A console that is not open yet.
   *
   * @param resources keeps what is opened
   */
  ConsoleSide(Parts parts, Resources resources) {
    this.parts = parts;
    this.resources = resources;
  }

  /**
   * Serves all pages and resources from now on.
   *
   * @param further pages beside the gateway's own
   */
  Console open(Gauges gauges, SipEndpoint endpoint, List<ConsoleExtension> further)
      throws IOException {
    List<ConsoleExtension> extensions = new ArrayList<>(further);
    extensions.add(new ConsoleExtension(List.of(ROUTING), routes()));
    extensions.add(parts.access().extension());
    ObservedGateway observed =
        new ObservedGateway(
            gauges,
            parts.pipeline().functions()::links,
            parts.pipeline().functions()::remarks,
            endpoint::counters,
            parts.stores().stories(),
            parts.clock());
    return resources.keep(
        Console.open(
            parts.configuration().http().listen().toSocketAddress(),
            parts.configuration().http().maxBody().toIntBytes(),
            observed,
            parts.rules().typed(),
            extensions,
            parts.access().gatekeeper()));
  }

  private List<Route> routes() {
    List<Route> routes = new ArrayList<>(ruleRoutes());
    routes.addAll(analysisRoutes());
    routes.addAll(userRoutes());
    routes.addAll(new LinkRoutes(parts.stores().links(), parts.clock()).routes());
    return routes;
  }

  private List<Route> ruleRoutes() {
    RuleSets rules = parts.rules();
    Pipeline pipeline = parts.pipeline();
    Drafts drafts = resources.keep(new Drafts(parts.stores().rules().drafts(), rules));
    SelectionRequests requests = pipeline.selectionRequests();
    Inquiries inquiries =
        new Inquiries(
            pipeline.decision(),
            parts.cpm().recipients(),
            requests,
            parts.codecs().addresses(),
            pipeline.selection(),
            pipeline::selectionBy,
            offersLinks());
    QuestionRoutes questions =
        new QuestionRoutes(
            rules,
            inquiries,
            new InquiryReader(parts.codecs().addresses(), requests, parts.clock()),
            new Recorded(parts.stores().stories(), rules.typed()));
    List<Route> routes =
        new ArrayList<>(new StateRoutes(rules, drafts, pipeline.functions()::services).routes());
    routes.addAll(new VersionRoutes(rules, parts.access().audit()).routes());
    routes.addAll(new DraftRoutes(drafts, rules, parts.access().audit()).routes());
    routes.addAll(questions.routes());
    return routes;
  }

  private List<Route> analysisRoutes() {
    WhatIfs runs = resources.keep(new WhatIfs(parts.clock()));
    return AnalysisSide.routes(
            parts.rules(),
            parts.stores(),
            parts.pipeline(),
            parts.codecs(),
            runs,
            offersLinks(),
            parts.clock())
        .routes();
  }

  private boolean offersLinks() {
    return parts.configuration().isf().linkBase().isPresent();
  }

  private List<Route> userRoutes() {
    List<Route> routes =
        new ArrayList<>(
            new UserRoutes(parts.cpm().administration(), parts.access().audit()).routes());
    routes.addAll(
        new PreferenceRoutes(
                parts.stores().preferences(),
                parts.preferences(),
                parts.codecs().addresses(),
                parts.configuration().sip().domain(),
                parts.pipeline().functions(),
                parts.access().audit(),
                parts.clock())
            .routes());
    return routes;
  }
}
