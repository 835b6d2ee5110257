package isthmus.isf.analysis;

import isthmus.isf.Fixtures;
import isthmus.isf.book.Places;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TryOut {
  @Test
  void show() throws Exception {
    Findings f = new Findings(new Places(Map.of(), Map.of(), Map.of()));
    new TableFindings(Fixtures.appendixD(), Set.of(), Fixtures.ALL, f).find();
    f.all().forEach(x -> System.out.println(x.line()));
    System.out.println("----");
    Findings g = new Findings(new Places(Map.of(), Map.of(), Map.of()));
    byte[] file =
        isthmus.isf.IsfTables.class
            .getResourceAsStream("/isthmus/isf/default-routing.csv")
            .readAllBytes();
    new TableFindings(Fixtures.table(file), Set.of(), Set.of("sms", "mms", "email"), g).find();
    g.all().forEach(x -> System.out.println(x.line()));
  }
}
