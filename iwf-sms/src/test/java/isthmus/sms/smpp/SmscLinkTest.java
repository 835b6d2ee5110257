package isthmus.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.sms.Await;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A link against jSMPP's own server session. */
class SmscLinkTest extends SmppFixture {
  @Test
  void aSubmittedMessageIsAcceptedAndItsReceiptArrives() throws Exception {
    try (JsmppSmsc smsc = new JsmppSmsc("pw");
        SmscLink link = bound(Pdus.link(smsc.port()), inbox)) {
      RequestResult result = Await.get(link.submit(Pdus.submit("hello").withRegisteredDelivery(1)));
      RequestResult.Accepted accepted = assertInstanceOf(RequestResult.Accepted.class, result);
      assertEquals("m1", accepted.messageId());
      assertEquals("s1/transceiver-1", accepted.bindId());
      Await.until("the receipt arrives", () -> inbox.messages.size() == 1);
      MessagePdu receipt = inbox.messages.getFirst();
      assertTrue(receipt.isReceipt());
      assertEquals(Pdus.BOB, receipt.source());
      assertTrue(Inbox.text(receipt).startsWith("id:m1 "), Inbox.text(receipt));
    }
  }

  @Test
  void everyOneOfManyParallelSubmitsGetsItsOwnId() throws Exception {
    try (JsmppSmsc smsc = new JsmppSmsc("pw");
        SmscLink link = bound(Pdus.link(smsc.port()), inbox)) {
      List<CompletionStage<RequestResult>> stages =
          IntStream.range(0, 5_000).mapToObj(i -> link.submit(Pdus.submit("n" + i))).toList();
      Set<String> ids = new HashSet<>();
      for (CompletionStage<RequestResult> stage : stages) {
        RequestResult result = Await.get(stage);
        ids.add(assertInstanceOf(RequestResult.Accepted.class, result).messageId());
      }
      assertEquals(5_000, ids.size());
      assertEquals(5_000, link.status().counts().responses().get(0));
      assertEquals(0, link.status().windowInUse());
    }
  }

  @Test
  void aRefusalCarriesItsStatus() throws Exception {
    try (JsmppSmsc smsc = new JsmppSmsc("pw");
        SmscLink link = bound(Pdus.link(smsc.port()), inbox)) {
      RequestResult result = Await.get(link.submit(Pdus.submit("refuse:0x0B")));
      assertEquals(
          CommandStatus.RINVDSTADR,
          assertInstanceOf(RequestResult.Refused.class, result).commandStatus());
    }
  }

  @Test
  void transmitterAndReceiverShareTheWork() throws Exception {
    try (JsmppSmsc smsc = new JsmppSmsc("pw");
        SmscLink link =
            bound(
                Pdus.link(smsc.port()).withBinds(1, BindMode.TRANSMITTER, BindMode.RECEIVER),
                inbox)) {
      assertEquals(Set.of("BIND_TX", "BIND_RX"), Set.copyOf(smsc.bindTypes));
      RequestResult result = Await.get(link.submit(Pdus.submit("pair").withRegisteredDelivery(1)));
      assertEquals(
          "s1/transmitter-1", assertInstanceOf(RequestResult.Accepted.class, result).bindId());
      Await.until("the receipt comes by the receiver", () -> inbox.messages.size() == 1);
    }
  }

  @Test
  void severalSessionsAreUsedInParallel() throws Exception {
    try (JsmppSmsc smsc = new JsmppSmsc("pw");
        SmscLink link =
            bound(
                Pdus.link(smsc.port()).withBinds(3, BindMode.TRANSCEIVER).withPace(Pdus.pace(2, 0)),
                inbox)) {
      List<CompletionStage<RequestResult>> stages =
          IntStream.range(0, 600).mapToObj(i -> link.submit(Pdus.submit("n" + i))).toList();
      Set<String> used = new HashSet<>();
      for (CompletionStage<RequestResult> stage : stages) {
        used.add(assertInstanceOf(RequestResult.Accepted.class, Await.get(stage)).bindId());
      }
      assertEquals(Set.of("s1/transceiver-1", "s1/transceiver-2", "s1/transceiver-3"), used);
    }
  }

  @Test
  void queryCancelReplaceAndDataAreAnswered() throws Exception {
    try (JsmppSmsc smsc = new JsmppSmsc("pw");
        SmscLink link = bound(Pdus.link(smsc.port()), inbox)) {
      var _ = Await.get(link.submit(Pdus.submit("first")));
      assertEquals(
          new QueryResult.Found("m1", "", 2, 0),
          Await.get(link.query(new QueryPdu("m1", Pdus.ALICE))));
      QueryResult.NotFound unknown =
          assertInstanceOf(
              QueryResult.NotFound.class, Await.get(link.query(new QueryPdu("m9", Pdus.ALICE))));
      assertEquals(
          CommandStatus.RINVMSGID,
          assertInstanceOf(RequestResult.Refused.class, unknown.result()).commandStatus());
      List<RequestResult> results = new ArrayList<>();
      results.add(Await.get(link.cancel(new CancelPdu("", "m1", Pdus.ALICE, Pdus.BOB))));
      results.add(
          Await.get(
              link.replace(
                  new ReplacePdu("m1", Pdus.ALICE, "", "", 0, 0, Pdus.octets("new text")))));
      results.add(
          Await.get(
              link.data(
                  new DataPdu(
                      "",
                      Pdus.ALICE,
                      Pdus.BOB,
                      0,
                      0,
                      0,
                      List.of(new Tlv(Tlv.MESSAGE_PAYLOAD, Pdus.octets("data")))))));
      for (RequestResult result : results) {
        assertInstanceOf(RequestResult.Accepted.class, result);
      }
      assertEquals(
          CommandStatus.RCANCELFAIL,
          assertInstanceOf(
                  RequestResult.Refused.class,
                  Await.get(link.cancel(new CancelPdu("", "m9", Pdus.ALICE, Pdus.BOB))))
              .commandStatus());
    }
  }
}
