package isthmus.sms.text;

import isthmus.cpm.codec.mime.Octets;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins parts to one content. Neighbours of the same alphabet are joined as octets before they are
 * decoded, because peers split surrogate pairs, UTF-8 sequences and escape pairs between parts.
 */
final class ContentJoiner {
  private ContentJoiner() {}

  /** Parts without a gap, in order. Any part that is not text makes the whole binary. */
  static MessageContent join(List<StoredPart> parts, TextProfile profile) {
    boolean binary =
        parts.stream().anyMatch(part -> part.dataCoding().alphabet(profile) == Alphabet.BINARY);
    if (binary) {
      return new MessageContent.Binary(Octets.join(parts.stream().map(StoredPart::body).toList()));
    }
    StringBuilder text = new StringBuilder();
    List<StoredPart> run = new ArrayList<>();
    for (StoredPart part : parts) {
      if (!run.isEmpty() && !alike(run.getLast(), part, profile)) {
        text.append(decode(run, profile));
        run.clear();
      }
      run.add(part);
    }
    if (!run.isEmpty()) {
      text.append(decode(run, profile));
    }
    return new MessageContent.Text(text.toString());
  }

  private static boolean alike(StoredPart one, StoredPart other, TextProfile profile) {
    return one.dataCoding().alphabet(profile) == other.dataCoding().alphabet(profile)
        && one.header().gsm7().equals(other.header().gsm7());
  }

  private static String decode(List<StoredPart> run, TextProfile profile) {
    StoredPart first = run.getFirst();
    Alphabet alphabet = first.dataCoding().alphabet(profile);
    Octets octets =
        switch (alphabet) {
          case UCS2 -> ucs2(run);
          case GSM7 -> Octets.join(run.stream().map(part -> septets(part, profile)).toList());
          case ASCII,
              LATIN1,
              UTF8,
              CYRILLIC,
              HEBREW,
              JIS,
              ISO_2022_JP,
              EXTENDED_JIS,
              KOREAN,
              BINARY ->
              Octets.join(run.stream().map(StoredPart::body).toList());
        };
    return TextDecoder.decode(octets, alphabet, first.header().gsm7(), profile.ucs2Order());
  }

  private static Octets septets(StoredPart part, TextProfile profile) {
    return switch (profile.septetForm()) {
      case UNPACKED -> part.body();
      case PACKED ->
          SeptetPacking.unpackAll(part.body(), SeptetPacking.fillBits(part.headerOctets()));
    };
  }

  // Half a character at the end of a part belongs to the next one only if that one has half a
  // character too; otherwise it
  // is noise, and keeping it would turn all that follows into other characters. A byte order mark
  // repeated by a later part
  // goes away, and one that contradicts nothing stays with the first.
  private static Octets ucs2(List<StoredPart> run) {
    List<Octets> joined = new ArrayList<>();
    boolean half = false;
    for (int i = 0; i < run.size(); i++) {
      Octets body = run.get(i).body();
      if (i > 0 && !half && startsWithMark(body)) {
        body = body.slice(2);
      }
      boolean odd = body.size() % 2 == 1;
      if (half && !odd) {
        Octets last = joined.removeLast();
        joined.add(last.slice(0, last.size() - 1));
        half = false;
      } else if (odd) {
        half = !half;
      }
      joined.add(body);
    }
    return Octets.join(joined);
  }

  private static boolean startsWithMark(Octets body) {
    return body.size() >= 2
        && ((body.unsigned(0) == 0xfe && body.unsigned(1) == 0xff)
            || (body.unsigned(0) == 0xff && body.unsigned(1) == 0xfe));
  }
}
