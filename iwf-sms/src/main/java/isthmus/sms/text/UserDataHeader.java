package isthmus.sms.text;

import isthmus.cpm.codec.mime.Octets;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A user data header, TS 23.040 §9.2.3.24.
 *
 * @param elements the information elements in their order
 */
public record UserDataHeader(List<InformationElement> elements) {
  /** No elements. */
  public static final UserDataHeader NONE = new UserDataHeader(List.of());

  private static final int CONCATENATION_8 = 0x00;
  private static final int CONCATENATION_16 = 0x08;
  private static final int SINGLE_SHIFT = 0x24;
  private static final int LOCKING_SHIFT = 0x25;

  /** Keeps its own copy of the list. */
  public UserDataHeader {
    elements = List.copyOf(elements);
  }

  /**
   * A header found at the start of user data.
   *
   * @param header the header
   * @param octets its length with the length octet; the text begins there
   */
  public record Parsed(UserDataHeader header, int octets) {}

  /**
   * Reads the header at the start of user data. Empty when the octets are none: the length octet
   * points past the end, or the elements do not fill the header and none of the known ones was
   * among them. An element that overruns the header ends it; a concatenation element of a wrong
   * length is kept as {@link InformationElement.Other}.
   */
  public static Optional<Parsed> parse(Octets userData) {
    if (userData.isEmpty() || userData.unsigned(0) == 0) {
      return Optional.empty();
    }
    int end = userData.unsigned(0) + 1;
    if (end > userData.size()) {
      return Optional.empty();
    }
    List<InformationElement> elements = new ArrayList<>();
    int at = 1;
    while (at + 2 <= end && at + 2 + userData.unsigned(at + 1) <= end) {
      int next = at + 2 + userData.unsigned(at + 1);
      elements.add(element(userData.unsigned(at), userData.slice(at + 2, next)));
      at = next;
    }
    boolean tiled = at == end;
    boolean known =
        elements.stream().anyMatch(element -> !(element instanceof InformationElement.Other));
    return tiled || known
        ? Optional.of(new Parsed(new UserDataHeader(elements), end))
        : Optional.empty();
  }

  /** The octets with their length octet; none for a header without elements. */
  public Octets write() {
    if (elements.isEmpty()) {
      return Octets.empty();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    elements.forEach(element -> write(element, body));
    if (body.size() > 139) {
      throw new SmsFormatException(
          "a user data header of " + body.size() + " octets, at most 139 fit");
    }
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.write(body.size());
    header.writeBytes(body.toByteArray());
    return Octets.of(header.toByteArray());
  }

  /** The place in a long message; of several elements the last one counts (TS 23.040 §9.2.3.24). */
  public Optional<Concatenation> concatenation() {
    return elements.stream()
        .filter(InformationElement.Concatenated.class::isInstance)
        .map(element -> ((InformationElement.Concatenated) element).place())
        .reduce((_, last) -> last);
  }

  /**
   * The alphabet tables that the header selects; a reserved or impossible language counts as the
   * default one.
   */
  public Gsm7 gsm7() {
    NationalLanguage locking = NationalLanguage.DEFAULT;
    NationalLanguage single = NationalLanguage.DEFAULT;
    for (InformationElement element : elements) {
      switch (element) {
        case InformationElement.SingleShift shift ->
            single = NationalLanguage.of(shift.identifier()).orElse(NationalLanguage.DEFAULT);
        case InformationElement.LockingShift shift ->
            locking =
                NationalLanguage.of(shift.identifier())
                    .filter(NationalLanguage::hasLockingShift)
                    .orElse(NationalLanguage.DEFAULT);
        case InformationElement.Concatenated _, InformationElement.Other _ -> {}
      }
    }
    return new Gsm7(locking, single);
  }

  private static InformationElement element(int identifier, Octets data) {
    if (identifier == CONCATENATION_8 && data.size() == 3) {
      return new InformationElement.Concatenated(
          new Concatenation(
              data.unsigned(0), data.unsigned(1), data.unsigned(2), ConcatenationWidth.UDH_8));
    }
    if (identifier == CONCATENATION_16 && data.size() == 4) {
      return new InformationElement.Concatenated(
          new Concatenation(
              data.unsigned(0) << 8 | data.unsigned(1),
              data.unsigned(2),
              data.unsigned(3),
              ConcatenationWidth.UDH_16));
    }
    if (identifier == SINGLE_SHIFT && data.size() == 1) {
      return new InformationElement.SingleShift(data.unsigned(0));
    }
    if (identifier == LOCKING_SHIFT && data.size() == 1) {
      return new InformationElement.LockingShift(data.unsigned(0));
    }
    return new InformationElement.Other(identifier, data);
  }

  private static void write(InformationElement element, ByteArrayOutputStream out) {
    switch (element) {
      case InformationElement.Concatenated(Concatenation place) -> writePlace(place, out);
      case InformationElement.SingleShift(int identifier) -> {
        out.write(SINGLE_SHIFT);
        out.write(1);
        out.write(identifier);
      }
      case InformationElement.LockingShift(int identifier) -> {
        out.write(LOCKING_SHIFT);
        out.write(1);
        out.write(identifier);
      }
      case InformationElement.Other(int identifier, Octets data) -> {
        out.write(identifier);
        out.write(data.size());
        data.writeTo(out);
      }
    }
  }

  private static void writePlace(Concatenation place, ByteArrayOutputStream out) {
    if (place.width() == ConcatenationWidth.UDH_16) {
      out.write(CONCATENATION_16);
      out.write(4);
      out.write(place.reference() >> 8);
    } else {
      out.write(CONCATENATION_8);
      out.write(3);
    }
    out.write(place.reference());
    out.write(place.total());
    out.write(place.sequence());
  }
}
