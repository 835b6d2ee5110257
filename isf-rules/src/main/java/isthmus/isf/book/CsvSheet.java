package isthmus.isf.book;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads separated values (RFC 4180, and what spreadsheets make of it): comma, semicolon or tab,
 * quoted cells, UTF-8 with or without a byte order mark, UTF-16 with one.
 */
final class CsvSheet {
  /** A first line by which Excel is told the separator; no other program knows it. */
  private static final Pattern TOLD = Pattern.compile("(?i)sep=([,;\\t])(?=[\\r\\n]|$)");

  private final SheetLimits limits;
  private final String text;
  private final char separator;
  private int at;
  private int rowNumber = 1;

  private CsvSheet(SheetLimits limits, String text) {
    this.limits = limits;
    this.text = text;
    Matcher told = TOLD.matcher(text);
    boolean tells = told.lookingAt();
    this.separator = tells ? told.group(1).charAt(0) : separator(text);
    this.at = tells ? told.end() : 0;
  }

  /** The cells of all rows, blank rows included. */
  static List<List<String>> read(byte[] file, SheetLimits limits) throws SheetException {
    return new CsvSheet(limits, decode(file)).rows();
  }

  private static String decode(byte[] file) throws SheetException {
    Charset charset = StandardCharsets.UTF_8;
    int mark = 0;
    if (startsWith(file, 0xEF, 0xBB, 0xBF)) {
      mark = 3;
    } else if (startsWith(file, 0xFF, 0xFE)) {
      charset = StandardCharsets.UTF_16LE;
      mark = 2;
    } else if (startsWith(file, 0xFE, 0xFF)) {
      charset = StandardCharsets.UTF_16BE;
      mark = 2;
    }
    try {
      return charset
          .newDecoder()
          .decode(ByteBuffer.wrap(file, mark, file.length - mark))
          .toString();
    } catch (CharacterCodingException e) {
      throw SheetException.ofFile("the file is not " + charset + " text", "CSV in UTF-8, or XLSX");
    }
  }

  private static boolean startsWith(byte[] file, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= file.length || (file[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** The separator that most lines have outside quotes; comments do not count. */
  private static char separator(String text) {
    List<String> lines =
        withoutQuoted(text).lines().filter(line -> !line.startsWith("#")).limit(50).toList();
    char best = ',';
    long most = 0;
    for (char candidate : new char[] {',', ';', '\t'}) {
      long count = lines.stream().filter(line -> line.indexOf(candidate) >= 0).count();
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return best;
  }

  /** The text without what stands in quotes, which may be several lines, and without comments. */
  private static String withoutQuoted(String text) {
    StringBuilder outside = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean begins = outside.isEmpty() || ",;\t\r\n".indexOf(last(outside)) >= 0;
      boolean comment = c == '#' && (outside.isEmpty() || "\r\n".indexOf(last(outside)) >= 0);
      if (comment && !quoted) {
        outside.append('#');
        while (i + 1 < text.length() && "\r\n".indexOf(text.charAt(i + 1)) < 0) {
          i++;
        }
      } else if (quoted) {
        boolean doubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
        i += doubled ? 1 : 0;
        quoted = doubled || c != '"';
      } else if (c == '"' && begins) {
        quoted = true;
        outside.append('"');
      } else {
        outside.append(c);
      }
    }
    return outside.toString();
  }

  private static char last(StringBuilder text) {
    return text.charAt(text.length() - 1);
  }

  private List<List<String>> rows() throws SheetException {
    List<List<String>> rows = new ArrayList<>();
    while (at < text.length()) {
      List<String> row = row();
      if (row.stream().allMatch(String::isBlank)) {
        row = List.of();
      } else if (rowNumber > limits.maxRows()) {
        throw refused(0, "", "too many rows", limits.maxRows() + " rows");
      }
      rows.add(row);
      rowNumber++;
    }
    return rows;
  }

  private List<String> row() throws SheetException {
    if (text.charAt(at) == '#') {
      return List.of(comment());
    }
    List<String> cells = new ArrayList<>();
    while (true) {
      cells.add(cell(cells.size() + 1));
      if (cells.size() > limits.maxColumns()) {
        throw refused(cells.size(), "", "too many columns", limits.maxColumns() + " columns");
      }
      if (at < text.length() && text.charAt(at) == separator) {
        at++;
        continue;
      }
      endOfLine();
      return cells;
    }
  }

  /** A whole line, separators and quotes included; those at its end come from other rows. */
  private String comment() throws SheetException {
    int start = at;
    while (at < text.length() && "\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    int end = at;
    while (text.charAt(end - 1) == separator) {
      end--;
    }
    endOfLine();
    return fitting(text.substring(start, end), 1);
  }

  private void endOfLine() {
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
  }

  private String cell(int column) throws SheetException {
    return fitting(at < text.length() && text.charAt(at) == '"' ? quoted(column) : bare(), column);
  }

  private String fitting(String cell, int column) throws SheetException {
    if (cell.length() > limits.maxCellCharacters()) {
      throw refused(
          column, cell, "the cell is too long", limits.maxCellCharacters() + " characters");
    }
    return cell;
  }

  private String bare() {
    int start = at;
    while (at < text.length()
        && "\r\n".indexOf(text.charAt(at)) < 0
        && text.charAt(at) != separator) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted(int column) throws SheetException {
    int start = at++;
    StringBuilder cell = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        cell.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        cell.append('"');
        at++;
      } else {
        // White space between the closing quote and the separator is common and harmless.
        String rest = bare();
        if (!rest.isBlank()) {
          throw refused(column, rest, "text after a closing quote", "quotes doubled inside");
        }
        return cell.toString().replace("\r\n", "\n").replace('\r', '\n');
      }
    }
    throw refused(column, text.substring(start), "a quote is never closed", "\"...\"");
  }

  private SheetException refused(int column, String cell, String wrong, String allowed) {
    return new SheetException("", CellProblem.at(rowNumber, column, cell, wrong, allowed));
  }
}
