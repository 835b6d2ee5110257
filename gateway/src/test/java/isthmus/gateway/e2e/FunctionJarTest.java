package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.DeliveryState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new service: a column in the table and a jar, while the gateway runs (CPM SD appendix D). */
class FunctionJarTest {
  private static final String WITH_PIGEONS =
      """
      Id:,routing
      ,SMS,Pigeon
      Text ok,Yes,Yes
      Preferred by service provider,No,Yes
      """;

  @TempDir Path directory;

  @Test
  void aColumnAndAJarAreANewServiceWithoutARestart() throws IOException {
    Path jars = Files.createDirectory(directory.resolve("jars"));
    Path flown = directory.resolve("flown.txt");
    try (Scene scene =
        Scene.started(
            "",
            TestGateway.QUICK
                + "functions: {directory: \"%s\"}\n".formatted(jars)
                + "services: {pigeon: {file: \"%s\"}}\n".formatted(flown))) {
      Rest rest = Rest.of(scene.gateway());
      rest.rules("pigeons.csv", WITH_PIGEONS);

      Pager before = Pager.to(Pager.phone(), "before");
      scene.accepted(before);
      scene.smsc().awaitTo(before.to(), 1);

      Files.writeString(jars.resolve("broken.jar"), "this is no jar");
      eventually(
          "a broken jar is told",
          RawSip.PATIENCE,
          () -> rest.get("/api/remarks").contains("broken.jar"));

      ToyJar.drop(jars, "pigeon");
      eventually(
          "the service is chosen",
          RawSip.PATIENCE,
          () ->
              rest.get("/api/isf/explain?from=%2B15551000001&to=%2B15552000001&text=hi&format=text")
                  .contains("pigeon chosen"));
      Pager after = Pager.to(Pager.phone(), "after");
      scene.accepted(after);
      scene.gateway().story(after.imdnId(), DeliveryState.DELIVERED);
      assertThat(ToyJar.flown(flown))
          .containsExactly(Pager.ALICE + " " + after.to().substring("tel:".length()) + " after");
      assertThat(scene.core().imdn(after.imdnId()).disposition()).isEqualTo("delivered");
      assertThat(scene.smsc().to(after.to())).isEmpty();

      // After a restart the jar is there before the first message is.
      scene.gateway().stop();
      scene.gateway().start();
      Pager again = Pager.to(Pager.phone(), "again");
      scene.accepted(again);
      scene.gateway().story(again.imdnId(), DeliveryState.DELIVERED);
      assertThat(ToyJar.flown(flown)).hasSize(2);
    }
  }

  @Test
  void aJarThatOffersAServiceThatIsThereIsRefused() throws IOException {
    Path jars = Files.createDirectory(directory.resolve("jars"));
    try (Scene scene =
        Scene.started("", TestGateway.QUICK + "functions: {directory: \"%s\"}\n".formatted(jars))) {
      ToyJar.drop(jars, "sms");
      eventually(
          "it is told",
          RawSip.PATIENCE,
          () ->
              Rest.of(scene.gateway())
                  .get("/api/remarks")
                  .contains("the service sms is installed already"));
      Pager pager = Pager.to(Pager.phone(), "hello");
      scene.accepted(pager);
      scene.smsc().awaitTo(pager.to(), 1);
    }
  }
}
