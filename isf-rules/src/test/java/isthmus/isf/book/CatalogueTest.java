package isthmus.isf.book;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.json.Json;
import isthmus.isf.table.Criterion;
import isthmus.isf.table.Fact;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  @Test
  void everyTypeOfSheetHasItsHeadingsAndSettings() {
    Catalogue catalogue = Catalogue.full();
    assertThat(catalogue.sheets())
        .extracting(Catalogue.Sheet::type)
        .containsExactlyElementsOf(SheetType.words());
    for (Catalogue.Sheet sheet : catalogue.sheets()) {
      assertThat(sheet.help()).isNotEmpty();
      assertThat(sheet.settings()).extracting(Catalogue.Setting::name).contains("Type:", "Id:");
      assertThat(sheet.headings())
          .allSatisfy(
              heading -> {
                assertThat(heading.help()).isNotEmpty();
                assertThat(heading.example()).isNotEmpty();
              });
    }
  }

  @Test
  void everyCriterionIsToldAsTheReaderTakesIt() {
    List<Catalogue.CriterionWord> words = Catalogue.full().criteria();
    assertThat(words).hasSize(Fact.values().length);
    for (Catalogue.CriterionWord word : words) {
      if (!word.word().equals("media")) {
        assertThat(Criterion.parse(word.word())).isPresent();
      }
      for (String label : word.labels()) {
        String entry = word.cells().equals("number") ? "140" : "Yes";
        String csv =
            ",SMS,Kind,Mandatory,Source\n\"%s\",%s,%s,%s,%s\n"
                .formatted(label, entry, word.kind(), word.mandatory(), word.source());
        Workbook written = new Workbook(List.of(Books.sheet("routing", csv)));
        Workbook usual =
            new Workbook(
                List.of(Books.sheet("routing", ",SMS\n\"%s\",%s\n".formatted(label, entry))));
        assertThat(Books.good(written).rules()).isEqualTo(Books.good(usual).rules());
      }
    }
  }

  @Test
  void itsJsonHoldsAllOfIt() {
    Map<String, Object> json = Json.object(Json.read(Catalogue.full().toJson()));
    assertThat(Json.list(json.get("sheets"))).hasSize(SheetType.values().length);
    Map<String, Object> policy = Json.object(Json.list(json.get("sheets")).get(1));
    assertThat(Json.string(policy, "type")).contains("policy");
    Map<String, Object> retry =
        Json.list(policy.get("headings")).stream()
            .map(Json::object)
            .filter(heading -> "Retry".equals(heading.get("heading")))
            .findFirst()
            .orElseThrow();
    assertThat(retry)
        .containsEntry("kind", "action")
        .containsEntry("words", List.of("none"))
        .containsEntry("stages", List.of("selection", "failure"));
    Map<String, Object> size = Json.object(Json.list(json.get("criteria")).getFirst());
    assertThat(size).containsEntry("word", "size").containsEntry("unit", "octets");
  }
}
