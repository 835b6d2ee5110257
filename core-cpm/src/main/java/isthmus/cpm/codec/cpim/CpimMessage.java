package isthmus.cpm.codec.cpim;

import isthmus.cpm.codec.mime.MimePart;
import isthmus.cpm.codec.mime.Octets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A CPIM message: headers in the order met, and the one MIME entity it carries. It has one {@code
 * From}, at least one {@code To} and at most one {@code DateTime}; the same header of any other
 * kind may occur several times.
 *
 * @param headers without {@code NS}
 * @param part the content, free of transfer encodings
 */
public record CpimMessage(List<CpimHeader> headers, MimePart part) {

  /** Checks the number of each core header. */
  public CpimMessage {
    headers = List.copyOf(headers);
    int froms = 0;
    int tos = 0;
    int dates = 0;
    for (CpimHeader header : headers) {
      switch (header) {
        case CpimHeader.From _ -> froms++;
        case CpimHeader.To _ -> tos++;
        case CpimHeader.DateTime _ -> dates++;
        case CpimHeader.Cc _,
            CpimHeader.Subject _,
            CpimHeader.Require _,
            CpimHeader.Extension _ -> {}
      }
    }
    if (froms != 1 || tos < 1 || dates > 1) {
      throw new IllegalArgumentException(
          "expected one From, a To and at most one DateTime, not %d, %d and %d"
              .formatted(froms, tos, dates));
    }
  }

  /**
   * A message from one to one, as CPM sends it; {@link CpimAddress#ANONYMOUS} stands for either.
   */
  public static CpimMessage of(
      CpimAddress from, CpimAddress to, OffsetDateTime dateTime, MimePart part) {
    return new CpimMessage(
        List.of(
            new CpimHeader.From(from), new CpimHeader.To(to), new CpimHeader.DateTime(dateTime)),
        part);
  }

  /** The sender as the message has it, often {@link CpimAddress#ANONYMOUS}. */
  public CpimAddress from() {
    for (CpimHeader header : headers) {
      if (header instanceof CpimHeader.From(CpimAddress address)) {
        return address;
      }
    }
    throw new IllegalStateException("a message has a From");
  }

  /** The recipients, at least one. */
  public List<CpimAddress> to() {
    List<CpimAddress> found = new ArrayList<>(2);
    for (CpimHeader header : headers) {
      if (header instanceof CpimHeader.To(CpimAddress address)) {
        found.add(address);
      }
    }
    return List.copyOf(found);
  }

  /** The further recipients. */
  public List<CpimAddress> cc() {
    List<CpimAddress> found = new ArrayList<>(2);
    for (CpimHeader header : headers) {
      if (header instanceof CpimHeader.Cc(CpimAddress address)) {
        found.add(address);
      }
    }
    return List.copyOf(found);
  }

  /** When the message was sent. */
  public Optional<OffsetDateTime> dateTime() {
    for (CpimHeader header : headers) {
      if (header instanceof CpimHeader.DateTime(OffsetDateTime time)) {
        return Optional.of(time);
      }
    }
    return Optional.empty();
  }

  /** The first subject, whatever its language. */
  public Optional<String> subject() {
    for (CpimHeader header : headers) {
      if (header instanceof CpimHeader.Subject(_, String text)) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }

  /** The first header of this name in a name space other than the core; case is not regarded. */
  public Optional<CpimHeader.Extension> extension(String namespace, String localName) {
    for (CpimHeader header : headers) {
      if (header instanceof CpimHeader.Extension extension && extension.is(namespace, localName)) {
        return Optional.of(extension);
      }
    }
    return Optional.empty();
  }

  /**
   * All headers of this name in a name space other than the core, in order; case is not regarded.
   */
  public List<CpimHeader.Extension> extensions(String namespace, String localName) {
    List<CpimHeader.Extension> found = new ArrayList<>(2);
    for (CpimHeader header : headers) {
      if (header instanceof CpimHeader.Extension extension && extension.is(namespace, localName)) {
        found.add(extension);
      }
    }
    return List.copyOf(found);
  }

  /**
   * What the sender requires beyond RFC 3862 itself and the names given. When it is not empty, a
   * receiver must not process the message (RFC 3862 §4.7); one that only forwards it may.
   */
  public List<CpimName> requiredBeyond(Set<CpimName> understood) {
    List<CpimName> unknown = new ArrayList<>();
    for (CpimHeader header : headers) {
      if (header instanceof CpimHeader.Require(List<CpimName> names)) {
        for (CpimName name : names) {
          if (!understood.contains(name) && !CpimDecoding.isCore(name)) {
            unknown.add(name);
          }
        }
      }
    }
    return List.copyOf(unknown);
  }

  /** This message with a header added at the end. */
  public CpimMessage with(CpimHeader header) {
    List<CpimHeader> changed = new ArrayList<>(headers);
    changed.add(header);
    return new CpimMessage(changed, part);
  }

  /** This message without the headers for which the condition holds. */
  public CpimMessage without(Predicate<CpimHeader> condition) {
    return new CpimMessage(headers.stream().filter(condition.negate()).toList(), part);
  }

  /** This message with other content. */
  public CpimMessage with(MimePart content) {
    return new CpimMessage(headers, content);
  }

  /** The bytes of the content. */
  public Octets content() {
    return part.content();
  }
}
