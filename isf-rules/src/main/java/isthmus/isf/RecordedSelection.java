package isthmus.isf;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.isf.json.Json;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.UserAnswers;
import java.util.Map;
import java.util.Optional;

/**
 * What a stored explanation says by itself, without the rule set that it came from: enough to ask
 * the same again.
 *
 * @param version the rule set that decided, 0 when it was bypassed
 * @param attempt 1 for a first selection
 * @param facts what the table looked at, after changes of the content
 * @param identifier the service identifier that accompanied the request
 * @param user what was known about the user
 * @param chosen the service chosen; empty when the request was rejected
 * @param failed services that had failed before, with the reason that was given then
 */
public record RecordedSelection(
    long version,
    int attempt,
    RequestFacts facts,
    Optional<ServiceIdentifier> identifier,
    UserAnswers user,
    Optional<String> chosen,
    Map<String, String> failed) {
  /** Copies the map. */
  public RecordedSelection {
    failed = Map.copyOf(failed);
  }

  /**
   * Reads what {@link Explanation#toJson} wrote, in this release or an earlier one.
   *
   * @throws IllegalArgumentException when the text is no explanation
   */
  public static RecordedSelection fromJson(String text) {
    Map<String, Object> json = Json.object(Json.read(text));
    return new RecordedSelection(
        Json.number(json, "t").orElseThrow(ExplanationJson::strange),
        (int) Json.number(json, "a").orElse(1),
        ExplanationJson.facts(json),
        ExplanationJson.identifier(json),
        ExplanationJson.user(json),
        switch (ExplanationJson.outcome(json)) {
          case Explanation.Chosen(String service) -> Optional.of(service);
          case Explanation.Refused _ -> Optional.empty();
        },
        ExplanationJson.failed(json));
  }
}
