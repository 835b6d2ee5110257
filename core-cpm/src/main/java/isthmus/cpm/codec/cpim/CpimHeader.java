package isthmus.cpm.codec.cpim;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * One message header. {@code NS} is not among them: the decoder resolves prefixes into name spaces
 * and the encoder declares what it needs.
 */
public sealed interface CpimHeader {

  /** The full name of the header. */
  CpimName name();

  /** RFC 3862 §4.1: the sender. */
  record From(CpimAddress address) implements CpimHeader {
    private static final CpimName NAME = new CpimName(CpimName.CORE, "From");

    @Override
    public CpimName name() {
      return NAME;
    }
  }

  /** RFC 3862 §4.2: one recipient. */
  record To(CpimAddress address) implements CpimHeader {
    private static final CpimName NAME = new CpimName(CpimName.CORE, "To");

    @Override
    public CpimName name() {
      return NAME;
    }
  }

  /** RFC 3862 §4.3: one further recipient. */
  record Cc(CpimAddress address) implements CpimHeader {
    private static final CpimName NAME = new CpimName(CpimName.CORE, "cc");

    @Override
    public CpimName name() {
      return NAME;
    }
  }

  /** RFC 3862 §4.4: when the message was sent, to the millisecond. */
  record DateTime(OffsetDateTime time) implements CpimHeader {
    private static final CpimName NAME = new CpimName(CpimName.CORE, "DateTime");

    /** Checks that RFC 3339 can say it. */
    public DateTime {
      if (!Rfc3339.isRepresentable(time)) {
        throw new IllegalArgumentException("not an RFC 3339 date-time: " + time);
      }
      time = time.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public CpimName name() {
      return NAME;
    }
  }

  /**
   * RFC 3862 §4.5: a subject; one message may have it in several languages.
   *
   * @param language the {@code lang} parameter (RFC 3066)
   * @param text the text without escapes, not empty
   */
  record Subject(Optional<String> language, String text) implements CpimHeader {
    private static final CpimName NAME = new CpimName(CpimName.CORE, "Subject");

    /** Checks that the subject can be written. */
    public Subject {
      language.ifPresent(tag -> new CpimParameter("lang", tag));
      if (text.isEmpty()) {
        throw new IllegalArgumentException("empty subject");
      }
    }

    @Override
    public CpimName name() {
      return NAME;
    }
  }

  /** RFC 3862 §4.7: headers that a receiver must understand or refuse the message. */
  record Require(List<CpimName> names) implements CpimHeader {
    private static final CpimName NAME = new CpimName(CpimName.CORE, "Require");

    /** Checks that every name can be written. */
    public Require {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("Require without a name");
      }
      for (CpimName name : names) {
        boolean undeclared = name.namespace().isEmpty();
        if (!CpimText.isName(undeclared ? name.name().replace('.', '-') : name.name())
            || !Extension.isNamespace(name.namespace())) {
          throw new IllegalArgumentException("not a header name: " + name);
        }
      }
    }

    @Override
    public CpimName name() {
      return NAME;
    }
  }

  /**
   * Any other header, kept as it came.
   *
   * @param namespace URI of its name space; empty when its prefix was never declared
   * @param prefix the prefix to write it with, which the encoder declares; empty in {@link
   *     CpimName#CORE}
   * @param localName the name behind the prefix
   * @param parameters its parameters
   * @param value the raw value, escapes untouched
   */
  record Extension(
      String namespace,
      String prefix,
      String localName,
      List<CpimParameter> parameters,
      String value)
      implements CpimHeader {

    /** Checks that the header can be written and read back. */
    public Extension {
      parameters = List.copyOf(parameters);
      boolean core = namespace.equals(CpimName.CORE);
      if (!CpimText.isName(localName) || core != prefix.isEmpty() || !isPrefix(prefix)) {
        throw new IllegalArgumentException("not a header name: " + prefix + "." + localName);
      }
      if (!isNamespace(namespace) || (core && CpimDecoding.isCoreName(localName))) {
        throw new IllegalArgumentException("not an extension header: " + localName);
      }
      if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == '\0')) {
        throw new IllegalArgumentException("line end in the value of " + localName);
      }
      value = value.strip();
    }

    /** A header of RFC 5438. */
    public static Extension imdn(String localName, String value) {
      return new Extension(CpimName.IMDN, "imdn", localName, List.of(), value);
    }

    private static boolean isPrefix(String prefix) {
      return prefix.isEmpty() || CpimText.isName(prefix);
    }

    static boolean isNamespace(String uri) {
      return uri.chars().noneMatch(c -> c <= ' ' || c == '<' || c == '>' || c == 127);
    }

    @Override
    public CpimName name() {
      return namespace.isEmpty()
          ? new CpimName("", prefix + "." + localName)
          : new CpimName(namespace, localName);
    }

    /** The value with its escapes resolved. */
    public String text() {
      return CpimText.unescape(value);
    }

    boolean is(String wantedNamespace, String wantedName) {
      return localName.equalsIgnoreCase(wantedName) && namespace.equalsIgnoreCase(wantedNamespace);
    }
  }
}
