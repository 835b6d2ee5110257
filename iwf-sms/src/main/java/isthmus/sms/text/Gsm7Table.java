package isthmus.sms.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One table of 128 characters of TS 23.038 §6.2.1 or annex A, read from its data file. */
final class Gsm7Table {
  static final int VOID = -1;
  private static final int SIZE = 128;
  private static final Map<NationalLanguage, Gsm7Table> LOCKING = load("locking");
  private static final Map<NationalLanguage, Gsm7Table> SINGLE = load("single");

  private final int[] codePoints;
  private final Map<Integer, Integer> septets = new HashMap<>();

  private Gsm7Table(int[] codePoints) {
    this.codePoints = codePoints;
    for (int septet = 0; septet < SIZE; septet++) {
      if (codePoints[septet] != VOID) {
        septets.putIfAbsent(codePoints[septet], septet);
      }
    }
  }

  static Gsm7Table locking(NationalLanguage language) {
    Gsm7Table table = LOCKING.get(language);
    if (table == null) {
      throw new SmsFormatException(language + " has no locking shift table");
    }
    return table;
  }

  static Gsm7Table single(NationalLanguage language) {
    Gsm7Table table = SINGLE.get(language);
    if (table == null) {
      throw new SmsFormatException(language + " has no single shift table");
    }
    return table;
  }

  /** The character of a septet 0 to 127, or {@link #VOID}. */
  int codePoint(int septet) {
    return codePoints[septet];
  }

  /** The lowest septet of a character, or {@link #VOID}. */
  int septet(int codePoint) {
    return septets.getOrDefault(codePoint, VOID);
  }

  private static Map<NationalLanguage, Gsm7Table> load(String kind) {
    Map<NationalLanguage, Gsm7Table> tables = new EnumMap<>(NationalLanguage.class);
    for (NationalLanguage language : NationalLanguage.values()) {
      if (kind.equals("single") || language.hasLockingShift()) {
        tables.put(language, read("gsm7/" + kind + "-" + language.tableName() + ".txt"));
      }
    }
    return tables;
  }

  private static Gsm7Table read(String resource) {
    try (InputStream in = Gsm7Table.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing alphabet table " + resource);
      }
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
      int[] codePoints =
          lines.stream()
              .filter(line -> !line.startsWith("#"))
              .flatMap(line -> Stream.of(line.split(" ", -1)))
              .mapToInt(cell -> cell.equals("----") ? VOID : Integer.parseInt(cell, 16))
              .toArray();
      if (codePoints.length != SIZE) {
        throw new IllegalStateException(
            resource + " has " + codePoints.length + " cells: " + Arrays.toString(codePoints));
      }
      return new Gsm7Table(codePoints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
