package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.codec.cpim.CpimCodec;
import isthmus.cpm.codec.cpim.CpimException;
import isthmus.cpm.codec.cpim.CpimMessage;
import isthmus.cpm.codec.mime.MimePart;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.delivery.Alteration;
import isthmus.cpm.delivery.Treatment;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.StandaloneMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages as they are submitted, made from the message and the alterations that are kept with its
 * delivery: every attempt of every node makes the same. Any thread.
 */
final class SubmittedContent {
  private final CpimCodec cpim;

  SubmittedContent(CpimCodec cpim) {
    this.cpim = requireNonNull(cpim);
  }

  /** A message with its content altered, before it is divided. */
  StandaloneMessage altered(StandaloneMessage message, List<Alteration> alterations) {
    Content content = Contents.altered(message.content(), alterations);
    return content.equals(message.content()) ? message : saying(message, content);
  }

  /** How a delivery is divided, if it is. */
  static Optional<Alteration.Divided> division(List<Alteration> alterations) {
    for (Alteration alteration : alterations) {
      if (alteration instanceof Alteration.Divided divided) {
        return Optional.of(divided);
      }
    }
    return Optional.empty();
  }

  /** The messages that a message goes as, each of at most so many characters. */
  List<StandaloneMessage> pieces(StandaloneMessage message, int characters) {
    return Contents.divided(message.content(), characters).stream()
        .map(piece -> saying(message, piece))
        .toList();
  }

  /** A treatment that remembers how far a division came. */
  static Treatment sofar(Treatment treatment, Alteration.Divided far) {
    List<Alteration> alterations = new ArrayList<>();
    for (Alteration alteration : treatment.alterations()) {
      alterations.add(alteration instanceof Alteration.Divided ? far : alteration);
    }
    return treatment.withAlterations(alterations);
  }

  private StandaloneMessage saying(StandaloneMessage message, Content content) {
    return message.saying(content, wrapped(message, content));
  }

  private Octets wrapped(StandaloneMessage message, Content content) {
    try {
      return cpim.encode(
          new CpimMessage(
              cpim.decode(message.cpim()).headers(),
              MimePart.of(content.mediaType(), content.octets())));
    } catch (CpimException _) {
      // What was read once is not readable now: better the body as it is than none.
      return message.cpim();
    }
  }
}
