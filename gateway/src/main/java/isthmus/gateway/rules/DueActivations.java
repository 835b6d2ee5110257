package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.store.StoreUnavailableException;
import isthmus.gateway.console.http.Audit;
import isthmus.gateway.console.http.Caller;
import isthmus.gateway.store.DatabaseException;
import isthmus.gateway.store.PostgresActivations.Outcome;
import isthmus.gateway.store.PostgresSchedule;
import isthmus.gateway.store.PostgresSchedule.Next;
import isthmus.gateway.store.PostgresSchedule.Scheduled;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes scheduled activations when they are due. A node that cannot use the version leaves it to
 * the others; when no node that lives can, it fails, and what ruled before still does.
 */
final class DueActivations {
  private static final Logger log = LoggerFactory.getLogger(DueActivations.class);

  /** How long others have at least to make what is due and cannot be used here. */
  private static final Duration OTHERS = Duration.ofSeconds(10);

  /** How long is waited for a node that lives and does not say whether it can. */
  private static final Duration SILENT = Duration.ofMinutes(2);

  private final String node;
  private final PostgresSchedule schedule;
  private final PreparedVersions prepared;
  private final boolean approval;
  private final Audit audit;
  private final Deciding ruling;

  /** Makes a version decide here when it rules in the database. */
  @FunctionalInterface
  interface Deciding {
    /** Empty when another node made it rule. */
    Optional<Outcome> ruled(
        long version, CheckedRules.Usable usable, NodeRules.Recording recording);
  }

  DueActivations(
      String node,
      PostgresSchedule schedule,
      PreparedVersions prepared,
      boolean approval,
      Audit audit,
      Deciding ruling) {
    this.node = requireNonNull(node);
    this.schedule = requireNonNull(schedule);
    this.prepared = requireNonNull(prepared);
    this.approval = approval;
    this.audit = requireNonNull(audit);
    this.ruling = requireNonNull(ruling);
  }

  /** Makes what is due; gives how long the next one has to wait, zero when there may be more. */
  Duration make() {
    Optional<Next> next = schedule.next();
    if (next.isEmpty()) {
      return Follower.POLL;
    }
    if (next.get().until().isPositive()) {
      return next.get().until().plusMillis(1);
    }
    Scheduled due = next.get().scheduled();
    switch (taken(due)) {
      case CheckedRules.Usable usable ->
          ruling
              .ruled(due.version(), usable, () -> made(due))
              .ifPresent(outcome -> log(due, outcome));
      case CheckedRules.Unusable unusable -> {
        // Another node may be able to: one of a newer release, for instance.
        prepared.offer(due.version(), unusable);
        schedule.decline(due.id(), node, unusable.lines());
        if (next.get().until().plus(OTHERS).isPositive() || !failed(due)) {
          return Duration.ofSeconds(1);
        }
      }
    }
    return Duration.ZERO;
  }

  private CheckedRules taken(Scheduled due) {
    try {
      return prepared.take(due.version());
    } catch (StoreUnavailableException | DatabaseException away) {
      throw away;
    } catch (RuntimeException bug) {
      log.error("Version {} cannot be compiled", due.version(), bug);
      schedule.decline(due.id(), node, "it cannot be compiled: " + bug);
      throw bug;
    }
  }

  private Optional<Outcome> made(Scheduled due) {
    return audit.together(
        () -> {
          Optional<Outcome> outcome = schedule.make(due.id(), node, approval);
          outcome.ifPresent(
              came -> {
                if (came instanceof Outcome.Rules) {
                  record(due, "version-activated", Map.of("scheduled", due.at().toString()));
                } else {
                  recordFailed(due, PostgresSchedule.failure(came).orElse(""));
                }
              });
          return outcome;
        });
  }

  /** Gives it up when no node can make it; false while one may. */
  private boolean failed(Scheduled due) {
    Optional<String> why =
        audit.together(
            () -> {
              Optional<String> all = schedule.failForAll(due.id(), node, SILENT);
              all.ifPresent(reasons -> recordFailed(due, reasons));
              return all;
            });
    why.ifPresent(
        reasons ->
            log.error(
                "Version {} was to rule from {} on, but {}", due.version(), due.at(), reasons));
    return why.isPresent();
  }

  private void recordFailed(Scheduled due, String why) {
    record(due, "version-not-activated", Map.of("scheduled", due.at().toString(), "why", why));
  }

  private void record(Scheduled due, String what, Map<String, Object> detail) {
    audit.record(new Caller(due.who(), Set.of()), node, what, "version " + due.version(), detail);
  }

  private static void log(Scheduled due, Outcome outcome) {
    if (outcome instanceof Outcome.Rules) {
      log.info("Version {} rules as scheduled by {}", due.version(), due.who());
    } else {
      log.error("Version {} was to rule from {} on: {}", due.version(), due.at(), outcome);
    }
  }
}
