package isthmus.isf;

import isthmus.cpm.interworking.AddressCheck;
import isthmus.isf.book.SheetLimits;
import isthmus.isf.book.TableReader;
import isthmus.isf.book.TableReading;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.RoutingTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;

/** Tables and requests that several tests use. */
public final class Fixtures {
  public static final Set<String> ALL = Set.of("sms", "mms", "email", "ps-voice", "internet-tv");

  private Fixtures() {}

  public static byte[] file(String name) {
    try (InputStream in = Fixtures.class.getResourceAsStream("/isthmus/isf/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static TableReading read(byte[] file) {
    return new TableReader(SheetLimits.DEFAULT).read("test", file);
  }

  public static TableReading read(String csv) {
    return read(csv.getBytes(StandardCharsets.UTF_8));
  }

  public static RoutingTable table(byte[] file) {
    return switch (read(file)) {
      case TableReading.Good(RoutingTable table) -> table;
      case TableReading.Bad bad -> throw new AssertionError(bad.lines());
    };
  }

  public static RoutingTable table(String csv) {
    return table(csv.getBytes(StandardCharsets.UTF_8));
  }

  public static RoutingTable appendixD() {
    return table(file("appendix-d-table1.csv"));
  }

  static IsfRules active(RoutingTable table) {
    IsfRules tables = new IsfRules(InstantSource.system());
    if (tables.activate(RuleSet.of(table)) instanceof Activation.Refused refused) {
      throw new AssertionError(refused.why());
    }
    return tables;
  }

  static InterworkingSelection selection(IsfRules tables) {
    return selection(tables, SelectionSettings.DEFAULT);
  }

  static InterworkingSelection selection(IsfRules tables, SelectionSettings settings) {
    return new InterworkingSelection(
        tables,
        (_, recipient) -> new AddressCheck.Valid(recipient.phone().orElseThrow()),
        settings);
  }

  public static RequestFacts text(long octets) {
    return RequestFacts.of(RequestKind.STANDALONE_MESSAGE)
        .withOctets(octets)
        .withMediaTypes("text/plain");
  }

  static SelectionRequest request(RequestFacts facts) {
    return SelectionRequest.of(facts, RecipientAddresses.ofPhone("+15551000001"), ALL, ALL);
  }
}
