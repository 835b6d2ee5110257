package isthmus.isf.policy;

import static isthmus.isf.policy.PolicyHeading.Part.ACTION;
import static isthmus.isf.policy.PolicyHeading.Part.ATTRIBUTE;
import static isthmus.isf.policy.PolicyHeading.Part.CONDITION;

import isthmus.isf.table.Words;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The headings of the policy sheet, with what operators are told about them. */
public enum PolicyHeading {
  ID(ATTRIBUTE, "Id", "A name that stays when the row's name changes", "from-abroad"),
  COMMENT(ATTRIBUTE, "Comment", "The operator's note", "Agreed in May"),
  STAGE(ATTRIBUTE, "Stage", "Where on a message's way the row is asked", "selection"),

  KIND(CONDITION, "Kind", "What kind of request it is, any of them", "message, file transfer"),
  FROM(
      CONDITION,
      "From",
      "The originator's address, any of them; not in front: none of them",
      "+49*, @example.org, list partners"),
  TO(
      CONDITION,
      "To",
      "The recipient's address, any of them; not in front: none of them",
      "not +4915000000..+4915999999"),
  FROM_CLASS(CONDITION, "From class", "The originator's service class", "prepaid, gold"),
  TO_CLASS(CONDITION, "To class", "The recipient's service class", "none"),
  SERVICE(
      CONDITION,
      "Service",
      "The service identifier that came with the request; at stage inbound where it comes from",
      "sms, mms"),
  CONTENT(
      CONDITION, "Content", "What the content has in it, any of them", "picture, application/*"),
  SIZE(CONDITION, "Size", "Octets of the content", "> 100 kB"),
  CHARACTERS(CONDITION, "Characters", "Characters of the text", "161.."),
  WHEN(
      CONDITION,
      "When",
      "Days and times of the week; a zone at the end, else that of the sheet",
      "Mon-Fri 08:00-17:00; Sat 22:00-06:00 Europe/Berlin"),
  FAILURE(CONDITION, "Failure", "How the last attempt failed", "congested, link-down"),
  FAILED_SERVICE(CONDITION, "Failed service", "The service that failed, or cpm", "sms"),
  ATTEMPTS(CONDITION, "Attempts", "Attempts made so far over all services", ">= 3"),

  FORCE(ACTION, "Force", "Takes this service and no other", "mms"),
  FORBID(ACTION, "Forbid", "Takes none of these services", "sms, email"),
  PREFER(ACTION, "Prefer", "Among feasible services takes these first", "mms, sms"),
  TABLE(ACTION, "Table", "Selects by this routing table", "night"),
  REJECT(ACTION, "Reject", "Rejects with a SIP status and a text", "403 Not from this network"),
  REWRITE_FROM(ACTION, "Rewrite from", "Changes the originator's address", "map short numbers"),
  REWRITE_TO(ACTION, "Rewrite to", "Changes the recipient's address", "replace +49 by 0"),
  VALIDITY(ACTION, "Validity", "How long the message may be tried", "2 h"),
  RETRY(
      ACTION,
      "Retry",
      "Pauses before further attempts; none: the failure is for good",
      "30 s, 2 min, 10 min"),
  CHANGE_CONTENT(ACTION, "Change content", "Changes the content", "strip picture, video/*"),
  PASS(ACTION, "Pass", "Yes: rows below are not asked, and nothing is done", "Yes");

  /** What a column is about. */
  public enum Part {
    ATTRIBUTE,
    CONDITION,
    ACTION
  }

  private final Part part;
  private final String heading;
  private final String help;
  private final String example;

  PolicyHeading(Part part, String heading, String help, String example) {
    this.part = part;
    this.heading = heading;
    this.help = help;
    this.example = example;
  }

  /** What the column is about. */
  public Part part() {
    return part;
  }

  /** The heading as it is written. */
  public String heading() {
    return heading;
  }

  /** One line for operators. */
  public String help() {
    return help;
  }

  /** A cell. */
  public String example() {
    return example;
  }

  /** Where a cell of the column may stand. */
  public Set<Stage> stages() {
    return switch (this) {
      case FAILURE, FAILED_SERVICE, ATTEMPTS -> EnumSet.of(Stage.FAILURE);
      case FORCE -> EnumSet.of(Stage.DECISION, Stage.SELECTION, Stage.FAILURE);
      case FORBID, PREFER, TABLE, RETRY -> EnumSet.of(Stage.SELECTION, Stage.FAILURE);
      case REWRITE_FROM, VALIDITY -> EnumSet.of(Stage.DECISION, Stage.SELECTION, Stage.INBOUND);
      case CHANGE_CONTENT -> EnumSet.of(Stage.SELECTION, Stage.FAILURE, Stage.INBOUND);
      case ID,
          COMMENT,
          STAGE,
          KIND,
          FROM,
          TO,
          FROM_CLASS,
          TO_CLASS,
          SERVICE,
          CONTENT,
          SIZE,
          CHARACTERS,
          WHEN,
          REJECT,
          REWRITE_TO,
          PASS ->
          EnumSet.allOf(Stage.class);
    };
  }

  /** By the heading; case, blanks and dashes do not matter. */
  public static Optional<PolicyHeading> of(String heading) {
    String wanted = Words.folded(heading);
    return Arrays.stream(values())
        .filter(known -> Words.folded(known.heading).equals(wanted))
        .findFirst();
  }

  /** All headings of a part, in the order in which they are written. */
  public static List<PolicyHeading> of(Part part) {
    return Arrays.stream(values()).filter(heading -> heading.part == part).toList();
  }
}
