package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.store.StoryStore;
import isthmus.cpm.store.StoryStore.DeliveryStory;
import isthmus.cpm.store.StoryStore.Story;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.Json;
import isthmus.gateway.rules.Inquiry.Surroundings;
import isthmus.isf.Explanation;
import java.util.List;
import java.util.Optional;

/** Messages of the past, as questions: what was sent, as the rules saw it then. */
public final class Recorded {
  private final StoryStore stories;
  private final TypedVersions versions;

  /** Messages of a store. */
  public Recorded(StoryStore stories, TypedVersions versions) {
    this.stories = requireNonNull(stories);
    this.versions = requireNonNull(versions);
  }

  /**
   * The latest message of an id, as it was when it came.
   *
   * @throws HttpProblem when there is none, or none that a service was selected for
   */
  Inquiry inquiry(String id) throws HttpProblem {
    List<Story> found = stories.find(id, 1);
    if (found.isEmpty()) {
      throw HttpProblem.notFound("message", "there is no message " + id);
    }
    Story story = found.getFirst();
    for (DeliveryStory delivery : story.deliveries()) {
      Optional<Explanation> explanation = explanation(delivery.delivery().why());
      if (delivery.delivery().report().isEmpty() && explanation.isPresent()) {
        return inquiry(story, explanation.get());
      }
    }
    throw new HttpProblem(
        409, "message", "no selection was made for message " + id + ", or it cannot be read");
  }

  private Optional<Explanation> explanation(String why) throws HttpProblem {
    if (!why.startsWith("{")) {
      return Optional.empty();
    }
    JsonNode selection = Json.read(why).path("s");
    return selection.isObject() ? versions.expand(selection.toString()) : Optional.empty();
  }

  private static Inquiry inquiry(Story story, Explanation explanation) {
    AcceptedMessage message = story.message();
    return new Inquiry(
        message.sender(),
        message.addressee(),
        message.message().service(),
        explanation.facts(),
        Optional.of(explanation.user()),
        List.of(),
        new Surroundings(
            Optional.empty(), Optional.empty(), message.acceptedAt(), Optional.empty()));
  }
}
