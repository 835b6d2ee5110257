package isthmus.sms.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How the octets of a short message are to be read. */
public enum Alphabet {
  /** GSM 7 bit default alphabet or a national variant, TS 23.038 §6.2.1. */
  GSM7,
  ASCII("US-ASCII"),
  LATIN1("ISO-8859-1"),
  UTF8("UTF-8"),
  /** UCS-2, in practice UTF-16 with surrogates. */
  UCS2("UTF-16BE"),
  CYRILLIC("ISO-8859-5"),
  HEBREW("ISO-8859-8"),
  JIS("Shift_JIS"),
  ISO_2022_JP("ISO-2022-JP"),
  EXTENDED_JIS("EUC-JP"),
  KOREAN("EUC-KR"),
  /** Not text. */
  BINARY;

  private final Optional<Charset> charset;

  Alphabet() {
    this.charset = Optional.empty();
  }

  // A runtime image without jdk.charsets lacks the East Asian ones; their text is then read as
  // Latin-1 rather than not at all.
  Alphabet(String charset) {
    this.charset =
        Optional.of(
            Charset.isSupported(charset) ? Charset.forName(charset) : StandardCharsets.ISO_8859_1);
  }

  /** The character set of the JDK that reads it; empty for {@link #GSM7} and {@link #BINARY}. */
  public Optional<Charset> charset() {
    return charset;
  }
}
