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

  @Test
  void resourcesOfTheProgramComeFromTheProgram() throws Exception {
    String name = TableQuestion.class.getName().replace('.', '/') + ".class";

    assertThat(loader.getResource(name)).isNotNull();
    assertThat(loader.getResources(name).hasMoreElements()).isTrue();
    assertThat(loader.getResourceAsStream(name)).isNotNull();
  }

  @Test
  void generatedClassesAreNotLookedForAsResourcesEither() throws Exception {
    String name = "isthmus/isf/generated/routing/Rules1.class";

    assertThat(loader.getResource(name)).isNull();
    assertThat(loader.getResources(name).hasMoreElements()).isFalse();
    assertThat(loader.getResourceAsStream(name)).isNull();
  }
}
