package isthmus.gateway.observe.story;

import static isthmus.gateway.observe.story.LadderSketch.detail;

import isthmus.cpm.delivery.Alteration;
import isthmus.cpm.delivery.Treatment;
import isthmus.gateway.observe.story.Ladder.Detail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was laid down for a delivery, as details of its selection; never a user's text. */
final class TreatmentDetails {
  private TreatmentDetails() {}

  static List<Detail> of(Treatment treatment) {
    List<Detail> details = new ArrayList<>();
    treatment.recipient().ifPresent(other -> details.add(detail("reached at", other.uri())));
    treatment.only().ifPresent(service -> details.add(detail("no other than", service)));
    treatment
        .retry()
        .ifPresent(
            pauses ->
                details.add(
                    detail(
                        "tried again",
                        pauses.isEmpty()
                            ? "never"
                            : "after "
                                + String.join(
                                    ", ", pauses.stream().map(TreatmentDetails::words).toList()))));
    treatment.until().ifPresent(end -> details.add(detail("not after", end.toString())));
    treatment.alterations().forEach(alteration -> details.add(detail("content", of(alteration))));
    return details;
  }

  private static String of(Alteration alteration) {
    return switch (alteration) {
      case Alteration.Truncated(int characters) -> "cut after " + characters + " characters";
      case Alteration.Divided(int characters, List<Integer> taken) ->
          "divided at %d characters, %d messages through".formatted(characters, taken.size());
      case Alteration.Linked linked -> "sent as a link, until " + linked.until();
    };
  }

  private static String words(Duration pause) {
    return pause.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }
}
