import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Adds up the test reports of all modules: one line per module, every test that failed or was
 * skipped, and a last line {@code N passed, N failed, N skipped}.
 *
 * <p>{@code TestSummary ROOT SINCE} counts the reports under ROOT written at or after the ISO-8601
 * instant SINCE; older ones belong to another run. Ends with 1 if a test failed or none ran. Runs
 * on Java 17, so that it needs no more than Maven does.
 */
final class TestSummary {

  private int passed;
  private int failed;
  private int skipped;
  private final List<String> notPassed = new ArrayList<>();

  public static void main(String[] args) throws IOException, XMLStreamException {
    if (args.length != 2) {
      System.err.println("usage: TestSummary ROOT SINCE");
      System.exit(2);
    }
    System.exit(summarise(Path.of(args[0]), Instant.parse(args[1])));
  }

  private static int summarise(Path root, Instant since) throws IOException, XMLStreamException {
    TestSummary all = new TestSummary();
    for (Path module : sorted(root)) {
      Path reports = module.resolve("target/surefire-reports");
      TestSummary one = new TestSummary();
      if (Files.isDirectory(reports)) {
        for (Path report : sorted(reports)) {
          boolean current = !Files.getLastModifiedTime(report).toInstant().isBefore(since);
          if (report.getFileName().toString().matches("TEST-.*\\.xml") && current) {
            one.read(report);
          }
        }
      }
      if (one.count() > 0) {
        System.out.printf("%-12s %s%n", module.getFileName(), one.line());
      }
      all.add(one);
    }
    all.notPassed.forEach(System.out::println);
    System.out.println(all.line());
    return all.failed > 0 || all.passed == 0 ? 1 : 0;
  }

  private static List<Path> sorted(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private void read(Path report) throws IOException, XMLStreamException {
    try (InputStream in = Files.newInputStream(report)) {
      XMLInputFactory factory = XMLInputFactory.newFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      String test = "";
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          switch (xml.getLocalName()) {
            case "testcase" -> {
              test = xml.getAttributeValue("", "classname") + "." + name(xml);
              passed++;
            }
            case "failure", "error" -> {
              failed++;
              passed--;
              notPassed.add("FAILED  " + test);
            }
            case "skipped" -> {
              skipped++;
              passed--;
              notPassed.add("skipped " + test + ": " + reason(xml));
            }
            default -> {
              // Output and properties.
            }
          }
        }
      }
    }
  }

  private static String name(XMLStreamReader xml) {
    return xml.getAttributeValue("", "name");
  }

  /** The message that a test gave for not running, without the exception around it. */
  private static String reason(XMLStreamReader xml) throws XMLStreamException {
    String message = xml.getAttributeValue("", "message");
    String text = message == null ? xml.getElementText() : message;
    return text.lines()
        .findFirst()
        .orElse("no reason given")
        .replaceFirst("^[\\w.$]+Exception: ", "")
        .replaceFirst("^Assumption failed: ", "");
  }

  private void add(TestSummary other) {
    passed += other.passed;
    failed += other.failed;
    skipped += other.skipped;
    notPassed.addAll(other.notPassed);
  }

  private int count() {
    return passed + failed + skipped;
  }

  private String line() {
    return passed + " passed, " + failed + " failed, " + skipped + " skipped";
  }
}
