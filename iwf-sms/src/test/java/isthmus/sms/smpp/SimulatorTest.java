package isthmus.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import isthmus.cpm.port.FreePorts;
import isthmus.sms.Await;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsmpp.examples.SMPPServerSimulator;
import org.junit.jupiter.api.Test;

/** A link against the simulator that comes with jSMPP, which nobody here wrote. */
class SimulatorTest {

  @Test
  void everySubmitGetsItsReceiptUnderTheDecimalFormOfItsHexId() throws Exception {
    int port = new FreePorts().next();
    Thread simulator =
        Thread.ofPlatform().daemon().start(new SMPPServerSimulator(false, port, "j", "jpwd"));
    Inbox inbox = new Inbox();
    SmscLinkConfig config =
        SmscLinkConfig.of("sim", "127.0.0.1", port, "j", "jpwd")
            .withTimers(Pdus.timers())
            .withPace(Pdus.pace(50, 0));
    try (SmppRuntime runtime = SmppRuntime.standard();
        SmscLink link = new SmscLink(config, runtime, inbox, (_, _, _) -> {})) {
      link.start();
      Await.until("the link is up", link::isUp);
      List<CompletionStage<RequestResult>> stages =
          IntStream.range(0, 50)
              .mapToObj(i -> link.submit(Pdus.submit("n" + i).withRegisteredDelivery(1)))
              .toList();
      Set<String> expected = new HashSet<>();
      for (CompletionStage<RequestResult> stage : stages) {
        RequestResult.Accepted accepted =
            assertInstanceOf(RequestResult.Accepted.class, Await.get(stage));
        expected.add(String.valueOf(Long.parseLong(accepted.messageId(), 16)));
      }
      Await.until("all receipts are here", () -> receipts(inbox).size() == 50);
      assertEquals(
          expected, receipts(inbox).stream().map(SimulatorTest::id).collect(Collectors.toSet()));
      // It also sends a message of its own right after the bind.
      Await.until("its greeting is here", () -> inbox.texts().contains("Hello World"));
    } finally {
      simulator.interrupt();
    }
  }

  private static List<MessagePdu> receipts(Inbox inbox) {
    return new ArrayList<>(inbox.messages.stream().filter(MessagePdu::isReceipt).toList());
  }

  private static String id(MessagePdu receipt) {
    String text = Inbox.text(receipt);
    return String.valueOf(Long.parseLong(text.substring(3, text.indexOf(' '))));
  }
}
