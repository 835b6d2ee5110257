package isthmus.gateway.assembly;

import isthmus.cpm.address.Address;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.flow.SelectionRequests;
import isthmus.gateway.flow.SelectionRequests.Parties;
import isthmus.gateway.flow.Selector;
import isthmus.gateway.rules.BookSource;
import isthmus.gateway.rules.NotPossibleException;
import isthmus.gateway.rules.RuleSets;
import isthmus.gateway.store.PostgresTraffic;
import isthmus.gateway.whatif.AnalysisRoutes;
import isthmus.gateway.whatif.RecordedTraffic;
import isthmus.gateway.whatif.ReplaySettings;
import isthmus.gateway.whatif.Sources;
import isthmus.gateway.whatif.WhatIfs;
import isthmus.isf.RecordedSelection;
import isthmus.isf.SelectionRequest;
import isthmus.isf.SelectionSettings;
import isthmus.isf.analysis.Installation;
import isthmus.isf.book.RuleSetReader;
import isthmus.isf.book.RuleSetReading;
import isthmus.isf.book.Workbook;
import isthmus.isf.policy.Circumstances;
import java.time.Instant;
import java.time.InstantSource;

/** Differences, findings and what-ifs of this gateway's rule sets and messages. */
final class AnalysisSide {
  private AnalysisSide() {}

  static AnalysisRoutes routes(
      RuleSets rules,
      Stores stores,
      Pipeline pipeline,
      Codecs codecs,
      WhatIfs runs,
      boolean offersLinks,
      InstantSource clock) {
    SelectionRequests requests = pipeline.selectionRequests();
    return new AnalysisRoutes(
        new Books(rules),
        new RecordedTraffic(
            new PostgresTraffic(stores.database()),
            codecs.addresses(),
            (recorded, from, to, at) -> request(requests, recorded, from, to, at)),
        new ReplaySettings(
            () -> new Installation(pipeline.functions().services(), offersLinks),
            Selector.addressValidity(pipeline.functions(), codecs.addresses()),
            SelectionSettings.DEFAULT),
        runs,
        clock);
  }

  private static SelectionRequest request(
      SelectionRequests requests,
      RecordedSelection recorded,
      Address from,
      Address to,
      Instant at) {
    SelectionRequest now =
        requests.first(recorded.facts(), recorded.identifier(), new Parties(from, to, to));
    Circumstances known = now.circumstances();
    return now.withUser(recorded.user())
        .withCircumstances(Circumstances.of(known.from(), known.to(), at));
  }

  /** Versions and drafts. */
  private record Books(RuleSets rules) implements Sources {
    @Override
    public Workbook workbook(String source, String where) throws HttpProblem {
      try {
        return rules.workbook(BookSource.of(source, where));
      } catch (NotPossibleException not) {
        throw not.problem();
      }
    }

    @Override
    public RuleSetReading rules(Workbook workbook) {
      return new RuleSetReader(rules.strategy()).read(workbook);
    }
  }
}
