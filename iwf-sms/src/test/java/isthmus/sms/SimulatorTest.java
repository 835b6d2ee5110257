package isthmus.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.port.FreePorts;
import isthmus.sms.smpp.SmscLinkConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jsmpp.examples.SMPPServerSimulator;
import org.junit.jupiter.api.Test;

/** The interworking function against the simulator of jSMPP, which nobody here wrote. */
class SimulatorTest {
  @Test
  void receiptsFindTheirMessagesThoughIdsAreHexInTheAnswerAndDecimalInTheReceipt()
      throws Exception {
    int port = new FreePorts().next();
    Thread simulator =
        Thread.ofPlatform().daemon().start(new SMPPServerSimulator(false, port, "j", "jpwd"));
    SmscLinkConfig link = SmscLinkConfig.of("sim", "127.0.0.1", port, "j", "jpwd");
    try (Fixture gateway =
        new Fixture(
                Fixture.settings(
                    SmscSettings.of(link.withTimers(Fixture.link("sim", port).timers()))))
            .up("sim")) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        DeliveryOutcome.Accepted accepted =
            assertInstanceOf(DeliveryOutcome.Accepted.class, gateway.submit("n" + i));
        ids.add(accepted.parts().getFirst().externalId());
      }
      Await.until("all receipts came", () -> gateway.inbound.receipts.size() >= 30);
      List<String> found =
          gateway.inbound.receipts.stream()
              .map(
                  receipt ->
                      receipt.candidates().stream()
                          .filter(ids::contains)
                          .findFirst()
                          .orElse("none of " + receipt.candidates()))
              .collect(Collectors.toList());
      assertThat(found).hasSize(30).containsAll(ids);
      assertThat(gateway.inbound.receipts)
          .allSatisfy(receipt -> assertThat(receipt.disposition()).contains(Disposition.DELIVERED));
      Await.until("its greeting came", () -> gateway.inbound.texts().contains("Hello World"));
    } finally {
      simulator.interrupt();
    }
  }
}
