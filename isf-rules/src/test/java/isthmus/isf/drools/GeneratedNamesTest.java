package isthmus.isf.drools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GeneratedNamesTest {
  private final ClassLoader loader = new GeneratedNames();

  @Test
  void classesOfTheProgramComeFromTheProgram() throws Exception {
    assertThat(loader.loadClass(TableQuestion.class.getName())).isSameAs(TableQuestion.class);
  }

  @Test
  void generatedClassesAreNotLookedForInTheProgram() {
    assertThatThrownBy(() -> loader.loadClass("isthmus.isf.generated.routing.Rules1"))
        .isInstanceOf(ClassNotFoundException.class)
        .hasNoCause();
  }
}
