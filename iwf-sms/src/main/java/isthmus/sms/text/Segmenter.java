package isthmus.sms.text;

import isthmus.cpm.codec.mime.Octets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Turns a text into short messages for one kind of peer. Immutable; any thread may use it. */
public final class Segmenter {
  private final SegmentationProfile profile;
  private final List<Encoding> candidates;

  /** A segmenter for peers of that profile. */
  public Segmenter(SegmentationProfile profile) {
    this.profile = profile;
    this.candidates = candidates(profile);
  }

  /**
   * Divides a text. The default alphabet is used if it has every character; otherwise whatever
   * needs the fewest segments, UCS-2 before national tables where they tie, and single shift before
   * locking shift, because a receiver that lacks the table still shows the plain letter. An
   * unpaired surrogate, which no alphabet has, becomes U+FFFD.
   *
   * @param text any text; an empty one makes one empty segment
   * @param reference the concatenation reference, 0 to 255 for UDH_8 and to 65535 otherwise, unique
   *     per source and destination for as long as a receiver may still be collecting; unused for a
   *     single segment and message_payload
   */
  public Segmentation segment(String text, int reference) {
    requireReference(reference);
    Plan plan = plan(text);
    if (plan.pieces().size() > profile.maxSegments()) {
      return new Segmentation.TooManySegments(plan.pieces().size(), profile.maxSegments());
    }
    List<Segment> segments =
        plan.single() || profile.way() != SegmentationProfile.Way.MESSAGE_PAYLOAD
            ? IntStream.rangeClosed(1, plan.pieces().size())
                .mapToObj(i -> segment(plan, i, reference))
                .toList()
            : List.of(payload(plan));
    return new Segmentation.Segments(plan.encoding().alphabet(), segments);
  }

  /**
   * How many segments a text would take, whatever the profile allows; for message_payload, what the
   * SMSC will make of it.
   */
  public int segmentsNeeded(String text) {
    return plan(text).pieces().size();
  }

  private record Plan(Encoding encoding, List<String> pieces) {
    boolean single() {
      return pieces.size() == 1;
    }
  }

  private Plan plan(String text) {
    String sendable = WellFormed.text(profile.transliteration().apply(text));
    Encoding preferred = candidates.getFirst();
    if (preferred.canEncode(sendable)) {
      return new Plan(preferred, pieces(sendable, preferred));
    }
    return candidates.stream()
        .skip(1)
        .filter(encoding -> encoding.canEncode(sendable))
        .map(encoding -> new Plan(encoding, pieces(sendable, encoding)))
        .min(Comparator.comparingInt(plan -> plan.pieces().size()))
        .orElseThrow(() -> new IllegalStateException("UCS-2 encodes everything"));
  }

  private List<String> pieces(String text, Encoding encoding) {
    int single = encoding.capacity(headerOctets(encoding.elements()));
    if (TextDivision.units(text, encoding) <= single) {
      return List.of(text);
    }
    List<InformationElement> elements = new ArrayList<>(encoding.elements());
    elements.add(placeElement(new Concatenation(0, 1, 1, width())));
    int capacity = encoding.capacity(headerOctets(elements));
    List<String> pieces = TextDivision.byGrapheme(text, capacity, encoding);
    return pieces.size() <= profile.maxSegments()
        ? pieces
        : TextDivision.byCharacter(text, capacity, encoding);
  }

  private Segment segment(Plan plan, int sequence, int reference) {
    Encoding encoding = plan.encoding();
    int total = plan.pieces().size();
    List<InformationElement> elements = new ArrayList<>();
    Optional<Concatenation> sar = Optional.empty();
    if (total > 1) {
      if (profile.way() == SegmentationProfile.Way.SAR) {
        sar = Optional.of(new Concatenation(reference, total, sequence, ConcatenationWidth.SAR));
      } else {
        elements.add(placeElement(new Concatenation(reference, total, sequence, width())));
      }
    }
    elements.addAll(encoding.elements());
    Octets body = encoding.encode(plan.pieces().get(sequence - 1), headerOctets(elements));
    return new Segment(
        sequence,
        total,
        encoding.dataCoding(),
        new UserDataHeader(elements),
        body,
        sar,
        Segment.Field.SHORT_MESSAGE);
  }

  private static Segment payload(Plan plan) {
    Octets body = plan.encoding().encode(String.join("", plan.pieces()), 0);
    return new Segment(
        1,
        1,
        plan.encoding().dataCoding(),
        UserDataHeader.NONE,
        body,
        Optional.empty(),
        Segment.Field.MESSAGE_PAYLOAD);
  }

  // SAR and message_payload leave the header to the SMSC, which will use the short one.
  private ConcatenationWidth width() {
    return profile.way() == SegmentationProfile.Way.UDH_16
        ? ConcatenationWidth.UDH_16
        : ConcatenationWidth.UDH_8;
  }

  private static InformationElement placeElement(Concatenation place) {
    return new InformationElement.Concatenated(place);
  }

  private static int headerOctets(List<InformationElement> elements) {
    return new UserDataHeader(elements).write().size();
  }

  private void requireReference(int reference) {
    int most = profile.way() == SegmentationProfile.Way.UDH_8 ? 0xff : 0xffff;
    if (reference < 0 || reference > most) {
      throw new SmsFormatException(
          "reference " + reference + " for " + profile.way() + ": allowed are 0 to " + most);
    }
  }

  private static List<Encoding> candidates(SegmentationProfile profile) {
    List<Encoding> candidates = new ArrayList<>();
    candidates.add(
        new Encoding.Septets(Gsm7.STANDARD, profile.defaultAlphabet(), profile.septetForm()));
    candidates.add(new Encoding.Ucs2());
    List<NationalLanguage> lockings = withDefault(profile.lockingShifts());
    List<NationalLanguage> singles = withDefault(profile.singleShifts());
    for (NationalLanguage locking : lockings) {
      for (NationalLanguage single : singles) {
        Gsm7 gsm7 = new Gsm7(locking, single);
        if (!gsm7.equals(Gsm7.STANDARD)) {
          candidates.add(new Encoding.Septets(gsm7, Alphabet.GSM7, profile.septetForm()));
        }
      }
    }
    return List.copyOf(candidates);
  }

  private static List<NationalLanguage> withDefault(Set<NationalLanguage> languages) {
    List<NationalLanguage> all = new ArrayList<>(languages);
    all.removeIf(language -> language == NationalLanguage.DEFAULT);
    all.sort(Comparator.naturalOrder());
    all.addFirst(NationalLanguage.DEFAULT);
    return all;
  }
}
