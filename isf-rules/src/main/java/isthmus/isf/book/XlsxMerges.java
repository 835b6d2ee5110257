package isthmus.isf.book;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
 * The merged cells of an XLSX workbook, which the library does not tell (ECMA-376 part 1,
 * §18.3.1.54).
 */
final class XlsxMerges {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$?([A-Z]{1,3})\\$?([0-9]{1,7}):\\$?([A-Z]{1,3})\\$?([0-9]{1,7})");
  private static final int MOST_RANGES = 10_000;

  private final Map<String, List<Range>> ranges = new HashMap<>();

  /**
   * Cells that are shown as one.
   *
   * @param row the first row, 1 at the top
   * @param column the first column, 1 at the left
   * @param rows how many rows
   */
  record Range(int row, int column, int rows) {}

  private XlsxMerges() {}

  /** Reads the parts of a workbook whose unpacked size was measured before. */
  static XlsxMerges of(byte[] file) throws IOException {
    XlsxMerges merges = new XlsxMerges();
    try (ZipFile archive =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(file)).get()) {
      Map<String, String> parts = new HashMap<>();
      elements(
          archive,
          "xl/_rels/workbook.xml.rels",
          "Relationship",
          element -> parts.put(attribute(element, "Id"), attribute(element, "Target")));
      for (Map.Entry<String, String> part : parts.entrySet()) {
        String target = part.getValue();
        List<Range> found = new ArrayList<>();
        elements(
            archive,
            target.startsWith("/") ? target.substring(1) : "xl/" + target,
            "mergeCell",
            element -> add(found, attribute(element, "ref")));
        merges.ranges.put(part.getKey(), found);
      }
    } catch (XMLStreamException e) {
      throw new IOException("not well-formed", e);
    }
    return merges;
  }

  private static void add(List<Range> found, String reference) {
    Matcher ends = REFERENCE.matcher(reference);
    if (ends.matches() && found.size() < MOST_RANGES) {
      int row = Integer.parseInt(ends.group(2));
      found.add(new Range(row, number(ends.group(1)), Integer.parseInt(ends.group(4)) - row + 1));
    }
  }

  private static int number(String letters) {
    int number = 0;
    for (int i = 0; i < letters.length(); i++) {
      number = number * 26 + (letters.charAt(i) - 'A' + 1);
    }
    return number;
  }

  /** The ranges of a sheet, by the id of its relationship. */
  List<Range> ranges(String sheet) {
    return ranges.getOrDefault(sheet, List.of());
  }

  private static void elements(
      ZipFile archive, String part, String name, Consumer<XMLStreamReader> found)
      throws IOException, XMLStreamException {
    ZipArchiveEntry entry = archive.getEntry(part);
    if (entry == null || !part.matches(".*\\.(xml|rels)")) {
      return;
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = archive.getInputStream(entry)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT
            && reader.getLocalName().equals(name)) {
          found.accept(reader);
        }
      }
    }
  }

  private static String attribute(XMLStreamReader element, String name) {
    String value = element.getAttributeValue(null, name);
    return value == null ? "" : value;
  }
}
