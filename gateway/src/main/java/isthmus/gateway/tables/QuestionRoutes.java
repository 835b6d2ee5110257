package isthmus.gateway.tables;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Json;
import isthmus.gateway.console.http.Route;
import java.util.List;

/** {@code GET /api/isf/explain}: what would become of a request, see {@link InquiryReader}. */
public final class QuestionRoutes {
  private final Inquiries inquiries;
  private final InquiryReader reader;

  /** Routes for questions to a gateway. */
  public QuestionRoutes(Inquiries inquiries, InquiryReader reader) {
    this.inquiries = requireNonNull(inquiries);
    this.reader = requireNonNull(reader);
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(Route.get("/api/isf/explain", this::explain));
  }

  private record Decided(String outcome, String because) {}

  private record Explained(Decided decision, Object selection, String text) {}

  private HttpAnswer explain(HttpRequest request) throws HttpProblem {
    Inquiries.Answer answer = inquiries.answer(reader.read(request));
    if (request.wantsText()) {
      return HttpAnswer.text(answer.toText());
    }
    Decided decided = new Decided(answer.word(), answer.decision().because());
    Object selection = Json.read(answer.selection().explanation().toJson());
    return HttpAnswer.json(new Explained(decided, selection, answer.toText()));
  }
}
