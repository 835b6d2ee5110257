package isthmus.isf.book;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Refuses an XLSX workbook of few bytes that would cost its reader far more: the library makes room
 * for every cell left of one that is there, and for every shared string before one that is asked
 * for, and takes numbers of any length. Every part of the archive is looked at, whatever the
 * workbook says it is. Used once.
 */
final class XlsxBounds {
  /** The last column is XFD (ECMA-376 part 1, §18.3.1.4); the library adds up more letters. */
  private static final Pattern ADDRESS = Pattern.compile("\\$?([A-Za-z]{1,3})\\$?[0-9]{1,10}");

  private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

  /** Spreadsheets write up to 25 characters; the time to read a number grows with their square. */
  private static final int MOST_DIGITS = 100;

  private final SheetLimits limits;
  private final Set<String> shown = new HashSet<>();
  private long places;
  private int column;
  private long strings;
  private long wanted = -1;

  /** The type of the cell that is being read; nothing outside cells. */
  private Optional<String> type = Optional.empty();

  private XlsxBounds(SheetLimits limits) {
    this.limits = limits;
  }

  /**
   * Looks at a workbook whose unpacked size was measured before.
   *
   * @throws SheetException when it would cost too much
   * @throws IOException when it is damaged
   */
  static void check(byte[] file, SheetLimits limits) throws SheetException, IOException {
    XlsxBounds bounds = new XlsxBounds(limits);
    try (ZipFile archive =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(file)).get()) {
      for (ZipArchiveEntry entry : Collections.list(archive.getEntries())) {
        try (InputStream content = archive.getInputStream(entry)) {
          bounds.part(entry.getName().toLowerCase(Locale.ROOT), content);
        }
      }
    }
    if (bounds.wanted >= bounds.strings) {
      throw new IOException("a shared string that is not there");
    }
  }

  /** Drawings of old kinds and pictures need not be XML; what they hold up to there counts. */
  private void part(String name, InputStream content) throws SheetException, IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(content);
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          element(reader);
        } else if (event == XMLStreamConstants.END_ELEMENT && reader.getLocalName().equals("c")) {
          type = Optional.empty();
        }
      }
    } catch (XMLStreamException e) {
      if (name.endsWith(".xml") || name.endsWith(".rels")) {
        throw new IOException("not well-formed", e);
      }
    }
  }

  private void element(XMLStreamReader at) throws SheetException, IOException, XMLStreamException {
    switch (at.getLocalName()) {
      case "sheet" -> sheet(at);
      case "row" -> column = 0;
      case "c" -> cell(at);
      case "v" -> value(at);
      case "si" -> strings++;
      default -> {
        // Costs what it weighs.
      }
    }
  }

  /** Two tabs that show one part would have it read twice. */
  private void sheet(XMLStreamReader sheet) throws IOException {
    for (int i = 0; i < sheet.getAttributeCount(); i++) {
      boolean part =
          sheet.getAttributeLocalName(i).equals("id") && sheet.getAttributeNamespace(i) != null;
      if (part && !shown.add(sheet.getAttributeValue(i))) {
        throw new IOException("two sheets are one");
      }
    }
  }

  private void cell(XMLStreamReader cell) throws SheetException, IOException {
    int next = column + 1;
    String kind = "n";
    for (int i = 0; i < cell.getAttributeCount(); i++) {
      String value = cell.getAttributeValue(i);
      switch (cell.getAttributeLocalName(i)) {
        case "r" -> next = columnOf(value);
        case "t" -> kind = value;
        default -> {
          // A style.
        }
      }
    }
    type = Optional.of(kind);
    places += Math.max(0, next - column);
    column = Math.max(column, next);
    if (places > limits.maxUnpackedBytes()) {
      throw SheetException.ofFile(
          "the cells of the workbook lie too far to the right", limits.maxColumns() + " columns");
    }
  }

  private static int columnOf(String address) throws IOException {
    Matcher matcher = ADDRESS.matcher(address);
    if (!matcher.matches()) {
      throw new IOException("not the address of a cell");
    }
    int number = 0;
    for (char letter : matcher.group(1).toUpperCase(Locale.ROOT).toCharArray()) {
      number = number * 26 + (letter - 'A' + 1);
    }
    return number;
  }

  /** Texts cost what they weigh. */
  private void value(XMLStreamReader value) throws IOException, XMLStreamException {
    if (type.isEmpty() || type.get().equals("str")) {
      return;
    }
    String digits = value.getElementText().strip();
    if (digits.length() > MOST_DIGITS) {
      throw new IOException("not a value");
    }
    if (type.get().equals("s")) {
      if (!INDEX.matcher(digits).matches()) {
        throw new IOException("not the number of a string");
      }
      wanted = Math.max(wanted, Long.parseLong(digits));
    }
  }
}
