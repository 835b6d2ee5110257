package isthmus.gateway.route;

import isthmus.gateway.flow.Execution;
import isthmus.gateway.flow.Finisher;
import isthmus.gateway.flow.Intake;
import isthmus.gateway.flow.LegacyIntake;
import isthmus.gateway.flow.PagerDoor;
import isthmus.gateway.flow.Receipts;

/** The stages that the routes call. */
public record Stages(
    PagerDoor door,
    LegacyIntake legacy,
    Intake intake,
    Execution execution,
    Finisher finisher,
    Receipts receipts) {}
