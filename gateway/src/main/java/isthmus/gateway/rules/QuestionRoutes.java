package isthmus.gateway.rules;

import static isthmus.gateway.rules.RuleAnswers.serving;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Json;
import isthmus.gateway.console.http.JsonBody;
import isthmus.gateway.console.http.Role;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.rules.TrialView.Decided;
import isthmus.isf.book.Places;
import isthmus.isf.book.RuleSetReading;
import isthmus.isf.book.SheetProblem;
import isthmus.isf.book.Workbook;
import isthmus.isf.policy.RuleSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What would become of a request, by the version that rules, any other, or a draft:
 *
 * <ul>
 *   <li>{@code GET /api/isf/explain?from=…&to=…&of=…}, see {@link InquiryReader}
 *   <li>{@code POST /api/isf/try} with {@code {of, request: {from, to, …}}} or {@code {of, message:
 *       "ID"}}
 * </ul>
 */
public final class QuestionRoutes {
  private final RuleSets rules;
  private final Inquiries inquiries;
  private final InquiryReader reader;
  private final Recorded recorded;

  /** Routes for questions to a gateway. */
  public QuestionRoutes(
      RuleSets rules, Inquiries inquiries, InquiryReader reader, Recorded recorded) {
    this.rules = requireNonNull(rules);
    this.inquiries = requireNonNull(inquiries);
    this.reader = requireNonNull(reader);
    this.recorded = requireNonNull(recorded);
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/isf/explain", serving(this::explain)).heavy(),
        Route.post("/api/isf/try", serving(this::attempt)).allowing(Role.VIEWER).heavy());
  }

  private record Explained(Decided decision, Object selection, String text) {}

  private HttpAnswer explain(HttpRequest request)
      throws HttpProblem, NotPossibleException, WorkbookRefusedException {
    Map<String, String> query = new HashMap<>();
    request.queryNames().forEach(name -> query.put(name, request.query(name).orElse("")));
    query.remove("format");
    Optional<String> of = Optional.ofNullable(query.remove("of"));
    Inquiry inquiry = reader.read(query);
    Inquiries.Answer answer =
        of.isEmpty()
            ? inquiries.answer(inquiry)
            : answer(inquiry, typed(BookSource.of(of.get(), "of")));
    if (request.wantsText()) {
      return HttpAnswer.text(answer.toText());
    }
    return HttpAnswer.json(
        new Explained(
            new Decided(answer.word(), answer.because()),
            Json.read(answer.selection().explanation().toJson()),
            answer.toText()));
  }

  private HttpAnswer attempt(HttpRequest request)
      throws HttpProblem, IOException, NotPossibleException, WorkbookRefusedException {
    JsonBody body = JsonBody.of(request, Set.of("of", "request", "message"));
    Optional<String> message = OneLine.optional(body, "message");
    JsonNode asked = body.object().path("request");
    if (message.isPresent() == asked.isObject()) {
      throw HttpProblem.badRequest("request", "either request or message must be given");
    }
    Typed typed = typed(BookSource.of(OneLine.optional(body, "of").orElse("active"), "of"));
    Inquiry inquiry =
        message.isPresent() ? recorded.inquiry(message.get()) : reader.read(values(asked));
    Inquiries.Answer answer = answer(inquiry, typed);
    return request.wantsText()
        ? HttpAnswer.text(answer.toText())
        : HttpAnswer.json(TrialView.of(answer, typed.rules(), typed.places()));
  }

  private Inquiries.Answer answer(Inquiry inquiry, Typed typed) {
    return inquiries.answer(inquiry, typed.rules(), typed.version());
  }

  /**
   * Rules to ask.
   *
   * @param version what explanations name; 1 for a draft of nothing
   */
  private record Typed(long version, RuleSet rules, Places places) {}

  private Typed typed(BookSource source) throws NotPossibleException, WorkbookRefusedException {
    return switch (source) {
      case BookSource.Active _ -> typed(new BookSource.Version(rules.ruling().orElse(0)));
      case BookSource.Version(long version) ->
          rules
              .typed()
              .find(version)
              .map(typed -> new Typed(version, typed.rules(), typed.places()))
              .orElseThrow(
                  () ->
                      NotPossibleException.unknown(
                          "of", "there is no version " + version + " that can be read"));
      case BookSource.Draft draft -> {
        Workbook book = rules.workbook(draft);
        yield switch (Books.rules(book, rules.strategy())) {
          case RuleSetReading.Good(RuleSet read, Places places) ->
              new Typed(Math.max(1, rules.ruling().orElse(1)), read, places);
          case RuleSetReading.Bad(List<SheetProblem> problems) ->
              throw new WorkbookRefusedException(draft.toString(), problems);
        };
      }
    };
  }

  /** Members of a JSON object in the form of a query. */
  private static Map<String, String> values(JsonNode object) throws HttpProblem {
    Map<String, String> values = new HashMap<>();
    for (var member : object.properties()) {
      JsonNode value = member.getValue();
      if (value.isValueNode() && !value.isNull()) {
        values.put(member.getKey(), value.asText());
      } else if (value.isArray()) {
        List<String> parts = new ArrayList<>();
        value.forEach(part -> parts.add(part.asText()));
        values.put(member.getKey(), String.join(",", parts));
      } else if (!value.isNull()) {
        throw HttpProblem.badRequest(
            "request." + member.getKey(), member.getKey() + " must be a text, number or array");
      }
    }
    return values;
  }
}
