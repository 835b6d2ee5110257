package isthmus.cpm.codec.cpim;

import java.util.List;

/** The headers of one message while they are written, in the order that clients send. */
final class CpimEncoding {
  private static final int LAST_RANK = 8;

  private final StringBuilder out;
  private final CpimNamespaces namespaces = new CpimNamespaces();

  CpimEncoding(StringBuilder out) {
    this.out = out;
  }

  void headers(List<CpimHeader> headers) {
    int written = 0;
    for (int rank = 0; rank <= LAST_RANK && written < headers.size(); rank++) {
      for (CpimHeader header : headers) {
        if (rank(header) == rank) {
          write(header);
          written++;
        }
      }
    }
  }

  /** The place of a header; those of one rank keep their order, on which IMDN routes rely. */
  private static int rank(CpimHeader header) {
    return switch (header) {
      case CpimHeader.From _ -> 0;
      case CpimHeader.To _ -> 1;
      case CpimHeader.Cc _ -> 2;
      case CpimHeader.Extension extension when !extension.namespace().equals(CpimName.IMDN) -> 7;
      case CpimHeader.Extension extension when extension.localName().equals("Message-ID") -> 3;
      case CpimHeader.DateTime _ -> 4;
      case CpimHeader.Extension _ -> 5;
      case CpimHeader.Subject _ -> 6;
      case CpimHeader.Require _ -> LAST_RANK;
    };
  }

  private void write(CpimHeader header) {
    switch (header) {
      case CpimHeader.From(CpimAddress address) -> address("From: ", address);
      case CpimHeader.To(CpimAddress address) -> address("To: ", address);
      case CpimHeader.Cc(CpimAddress address) -> address("cc: ", address);
      case CpimHeader.DateTime dateTime ->
          Rfc3339.append(out.append("DateTime: "), dateTime.time());
      case CpimHeader.Subject subject -> subject(subject);
      case CpimHeader.Require require -> require(require);
      case CpimHeader.Extension extension -> extension(extension);
    }
    out.append("\r\n");
  }

  private void address(String start, CpimAddress address) {
    address.appendTo(out.append(start));
  }

  private void subject(CpimHeader.Subject subject) {
    out.append("Subject:");
    if (subject.language().isPresent()) {
      out.append(";lang=").append(subject.language().get());
    }
    CpimText.appendEscaped(out.append(' '), subject.text());
  }

  private void require(CpimHeader.Require require) {
    StringBuilder names = new StringBuilder("Require: ");
    String separator = "";
    for (CpimName name : require.names()) {
      names.append(separator);
      if (!name.namespace().isEmpty() && !name.namespace().equalsIgnoreCase(CpimName.CORE)) {
        String prefix = namespaces.prefixFor(name.namespace());
        declare(prefix, name.namespace());
        names.append(prefix).append('.');
      }
      names.append(name.name());
      separator = ",";
    }
    out.append(names);
  }

  private void extension(CpimHeader.Extension extension) {
    if (!extension.prefix().isEmpty()) {
      if (!extension.namespace().isEmpty()) {
        declare(extension.prefix(), extension.namespace());
      }
      out.append(extension.prefix()).append('.');
    }
    out.append(extension.localName()).append(':');
    for (CpimParameter parameter : extension.parameters()) {
      out.append(';').append(parameter.name()).append('=').append(parameter.value());
    }
    out.append(' ').append(extension.value());
  }

  /** Writes an {@code NS} line unless the binding is in force already. */
  private void declare(String prefix, String uri) {
    if (!namespaces.isBound(prefix, uri)) {
      namespaces.bind(prefix, uri);
      out.append("NS: ").append(prefix).append(" <").append(uri).append(">\r\n");
    }
  }
}
