package isthmus.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.codec.mime.Octets;
import isthmus.sms.smpp.AlertPdu;
import isthmus.sms.smpp.Answer;
import isthmus.sms.smpp.CommandStatus;
import isthmus.sms.smpp.EsmeAccount;
import isthmus.sms.smpp.InboundPdus;
import isthmus.sms.smpp.MessagePdu;
import isthmus.sms.smpp.RequestResult;
import isthmus.sms.smpp.SmppAddress;
import isthmus.sms.smpp.SmppRuntime;
import isthmus.sms.smpp.SmscLink;
import isthmus.sms.smpp.SmscLinkConfig;
import isthmus.sms.smpp.SubmitPdu;
import isthmus.sms.text.InboundSegment;
import isthmus.sms.text.MessageContent;
import isthmus.sms.text.Reassembly;
import isthmus.sms.text.Segment;
import isthmus.sms.text.Segmentation;
import isthmus.sms.text.SegmentationProfile;
import isthmus.sms.text.Segmenter;
import isthmus.sms.text.StoredPart;
import isthmus.sms.text.TextProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The simulated SMSC against our own ESME side, over TCP. */
final class SimulatedSmscTest {
  private static final String HANDSET = "+15552000001";
  private static final SmppAddress SENDER = SmppAddress.international("15551000001");
  private static final SmppAddress RECIPIENT = SmppAddress.international("15552000001");
  private static final String LONG = "0123456789 a long text, € and 🦊 ".repeat(12);

  private final SmppRuntime runtime = SmppRuntime.standard();
  private final List<MessagePdu> inbox = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private SimulatedSmsc smsc;
  private SmscLink link;

  @BeforeEach
  void bind() throws IOException {
    open(settings());
  }

  private static SmscSettings settings() {
    return SmscSettings.of(EsmeAccount.of("esme", "pw"))
        .withHandsets(List.of(HANDSET))
        .withLine(SmscSettings.Line.CUTTABLE);
  }

  private void open(SmscSettings settings) throws IOException {
    open(settings, Duration.ofSeconds(30));
  }

  private void open(SmscSettings settings, Duration response) throws IOException {
    smsc = SimulatedSmsc.start(settings, SmscListener.NONE, InstantSource.system());
    SmscLinkConfig config =
        SmscLinkConfig.of("s1", "127.0.0.1", smsc.port(), "esme", "pw")
            .withTimers(
                new SmscLinkConfig.Timers(
                    Duration.ofSeconds(20),
                    response,
                    Duration.ofSeconds(30),
                    2,
                    Duration.ofMillis(20),
                    Duration.ofMillis(50),
                    Duration.ofSeconds(1),
                    0,
                    Duration.ZERO));
    link = new SmscLink(config, runtime, new Inbox(), (_, _, _) -> {});
    link.start();
    Eventually.holds("bound", link::isUp);
  }

  private void reopen(SmscSettings settings) throws IOException {
    link.close();
    smsc.close();
    open(settings);
  }

  @AfterEach
  void close() {
    link.close();
    smsc.close();
    runtime.close();
  }

  /** Takes what the SMSC delivers, after as many refusals as a test asked for. */
  private final class Inbox implements InboundPdus {
    @Override
    public CompletionStage<Answer> onMessage(String linkId, String bindId, MessagePdu message) {
      if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        return CompletableFuture.completedFuture(Answer.declined(CommandStatus.RX_T_APPN));
      }
      inbox.add(message);
      return CompletableFuture.completedFuture(Answer.ok());
    }

    @Override
    public void onAlert(String linkId, AlertPdu alert) {}
  }

  private RequestResult submit(String text) {
    SubmitPdu submit =
        SubmitPdu.of(SENDER, RECIPIENT, 0, Octets.wrap(text.getBytes(StandardCharsets.US_ASCII)))
            .withRegisteredDelivery(1);
    return Eventually.get(link.submit(submit));
  }

  private String accepted(String text) {
    return submit(text) instanceof RequestResult.Accepted accepted ? accepted.messageId() : "";
  }

  private String receipt() {
    Eventually.holds("a receipt", () -> !inbox.isEmpty());
    MessagePdu receipt = inbox.getFirst();
    assertThat(receipt.isReceipt()).isTrue();
    return new String(receipt.shortMessage().toByteArray(), StandardCharsets.US_ASCII);
  }

  private Handset handset() {
    return smsc.handset(HANDSET).orElseThrow();
  }

  @Test
  void aMessageReachesItsHandsetAndTheReceiptNamesIt() {
    String id = accepted("hello");

    assertThat(receipt()).contains("id:" + id + " ", "stat:DELIVRD");
    assertThat(inbox.getFirst().source()).isEqualTo(RECIPIENT);
    assertThat(handset().messages())
        .extracting(HandsetMessage::text, HandsetMessage::peer, HandsetMessage::id)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("hello", "+15551000001", id));
  }

  @Test
  void receiptsCanNameMessagesInDecimal() throws IOException {
    reopen(settings().withReceiptIds(SmscSettings.ReceiptIds.DECIMAL));

    String id = accepted("hello");

    assertThat(receipt()).contains("id:" + Long.parseLong(id, 16) + " ");
    assertThat(inbox.getFirst().tlvs()).isEmpty();
  }

  @Test
  void aReceiptComesOnlyAfterItsDelay() throws IOException {
    reopen(settings().withReceiptDelay(Duration.ofMillis(150)));
    long before = System.nanoTime();

    accepted("hello");
    receipt();

    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(150));
  }

  @Test
  void aReceiptThatIsRefusedComesAgain() {
    refusals.set(2);

    accepted("hello");

    assertThat(receipt()).contains("stat:DELIVRD");
  }

  @Test
  void theHandsetPutsPartsTogether() {
    Segmenter segmenter = new Segmenter(SegmentationProfile.STANDARD);
    Segmentation.Segments cut = (Segmentation.Segments) segmenter.segment(LONG, 7);
    for (Segment segment : cut.segments().reversed()) {
      SubmitPdu part =
          SubmitPdu.of(
                  SENDER,
                  RECIPIENT,
                  segment.dataCoding().value(),
                  Octets.wrap(segment.shortMessage().toByteArray()))
              .withEsmClass(0x40);
      Eventually.get(link.submit(part));
    }

    assertThat(handset().messages())
        .singleElement()
        .extracting(HandsetMessage::text)
        .isEqualTo(LONG);
    assertThat(handset().messages().getFirst().parts()).isEqualTo(cut.segments().size());
  }

  @Test
  void aHandsetThatIsOffGetsItsMessageWhenItIsOnAndThenTheReceiptComes() {
    smsc.become(handset(), Reach.OFF);
    accepted("later");
    assertThat(handset().messages()).isEmpty();
    assertThat(handset().waiting()).isEqualTo(1);

    smsc.become(handset(), Reach.ON);

    assertThat(receipt()).contains("stat:DELIVRD");
    assertThat(handset().messages()).extracting(HandsetMessage::text).containsExactly("later");
  }

  @Test
  void whatWaitsCanExpire() {
    smsc.become(handset(), Reach.OFF);
    accepted("too late");

    smsc.become(handset(), Reach.EXPIRES);

    assertThat(receipt()).contains("stat:EXPIRED");
    assertThat(handset().messages()).isEmpty();
  }

  @Test
  void aNumberThatIsNotAssignedGetsUndeliverable() {
    smsc.become(handset(), Reach.UNKNOWN);

    accepted("to nobody");

    assertThat(receipt()).contains("stat:UNDELIV", "err:001");
  }

  @Test
  void aNumberOfNoHandsetGetsUndeliverable() {
    SmppAddress stranger = SmppAddress.international("15553000009");
    SubmitPdu submit = SubmitPdu.of(SENDER, stranger, 0, Octets.wrap(new byte[] {'x'}));
    assertThat(Eventually.get(link.submit(submit.withRegisteredDelivery(1))))
        .isInstanceOf(RequestResult.Accepted.class);

    assertThat(receipt()).contains("stat:UNDELIV");
  }

  @Test
  void aMessageWithoutARequestForReceiptsGetsNone() {
    SubmitPdu quiet = SubmitPdu.of(SENDER, RECIPIENT, 0, Octets.wrap(new byte[] {1}));
    Eventually.get(link.submit(quiet));
    accepted("loud");

    assertThat(receipt()).contains("stat:DELIVRD");
    assertThat(inbox).hasSize(1);
  }

  @Test
  void itRefusesWithTheStatusAskedFor() {
    smsc.behave(new SmscBehaviour.Refuse(CommandStatus.RINVDSTADR));

    assertThat(submit("no"))
        .isInstanceOfSatisfying(
            RequestResult.Refused.class,
            refused -> assertThat(refused.commandStatus()).isEqualTo(CommandStatus.RINVDSTADR));
  }

  @Test
  void itThrottles() {
    smsc.behave(new SmscBehaviour.Throttle());

    assertThat(submit("slower"))
        .isInstanceOfSatisfying(
            RequestResult.Refused.class,
            refused -> assertThat(refused.commandStatus()).isEqualTo(CommandStatus.RTHROTTLED));
  }

  @Test
  void itHangs() throws IOException {
    link.close();
    smsc.close();
    open(settings(), Duration.ofMillis(400));
    smsc.behave(new SmscBehaviour.Hang());

    assertThat(submit("anybody?"))
        .isInstanceOfSatisfying(
            RequestResult.NoAnswer.class,
            none -> assertThat(none.cause()).isEqualTo(RequestResult.Cause.TIMED_OUT));
    assertThat(handset().messages()).isEmpty();
  }

  @Test
  void itDropsTheLinkAndTakesANewOne() {
    smsc.behave(new SmscBehaviour.Drop());

    assertThat(submit("cut"))
        .isInstanceOfSatisfying(
            RequestResult.NoAnswer.class,
            none -> assertThat(none.cause()).isEqualTo(RequestResult.Cause.LINK_LOST));

    smsc.behave(new SmscBehaviour.Normal());
    Eventually.holds("bound again", () -> link.isUp() && !accepted("again").isEmpty());
  }

  @Test
  void aDirectLineCannotBeCut() throws IOException {
    reopen(settings().withLine(SmscSettings.Line.DIRECT));

    assertThatThrownBy(() -> smsc.behave(new SmscBehaviour.Drop()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLongMessageOfAHandsetComesShuffledWithOnePartTwice() {
    smsc.send(handset(), "+15551000001", LONG, SimulatedSmsc.PartOrder.SHUFFLED_ONE_DOUBLED);
    Eventually.holds(
        "sent", () -> handset().messages().getFirst().state() == HandsetMessage.State.SENT);

    List<InboundSegment> parts =
        inbox.stream()
            .map(pdu -> InboundSegment.extract(Pdus.inbound(pdu), TextProfile.STANDARD))
            .toList();
    List<Integer> order = parts.stream().map(part -> part.part().sequence()).toList();
    int total = parts.getFirst().place().orElseThrow().total();
    assertThat(order).hasSize(total + 1);
    assertThat(new HashSet<>(order)).hasSize(total);
    assertThat(order).isNotEqualTo(order.stream().sorted().toList());
    List<StoredPart> stored = parts.stream().map(InboundSegment::part).toList();
    assertThat(Reassembly.of(total, stored).content(TextProfile.STANDARD, "?"))
        .isEqualTo(new MessageContent.Text(LONG));
  }

  @Test
  void whatAHandsetSendsWaitsForALink() {
    link.close();

    smsc.send(handset(), "+15551000001", "waiting", SimulatedSmsc.PartOrder.IN_ORDER);

    Eventually.holds(
        "tried in vain",
        () -> handset().messages().getFirst().state() == HandsetMessage.State.RETRYING);
    assertThat(smsc.waiting()).isEqualTo(1);
  }

  @Test
  void aHandsetSendsToPhoneNumbersOnly() {
    assertThatThrownBy(() -> smsc.send(handset(), "alice", "hi", SimulatedSmsc.PartOrder.IN_ORDER))
        .hasMessageContaining("alice");
  }
}
