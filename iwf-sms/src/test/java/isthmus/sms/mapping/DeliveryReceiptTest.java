package isthmus.sms.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.cpm.codec.mime.Octets;
import isthmus.sms.text.DataCoding;
import isthmus.sms.text.InboundPdu;
import isthmus.sms.text.SmsFormatException;
import isthmus.sms.text.TextProfile;
import isthmus.sms.text.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryReceiptTest {
  private static final String BODY =
      "id:000001F4 sub:001 dlvrd:001 submit date:2603151020 done date:2603151021 stat:DELIVRD"
          + " err:000 text:hello";
  private final DeliveryReceiptParser parser = new DeliveryReceiptParser();

  static Stream<List<String>> receipts() {
    return Vectors.read(DeliveryReceiptTest.class, "receipts.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("receipts")
  void receiptsOfManySmscsAreRead(List<String> row) {
    byte[] body = row.get(4).replace("\\0", "\0").getBytes(StandardCharsets.ISO_8859_1);
    for (int dataCoding : new int[] {0, 1, 3, 4}) {
      InboundPdu pdu = new InboundPdu(0x04, new DataCoding(dataCoding), Octets.of(body), Map.of());
      DeliveryReport.Receipt receipt = receipt(pdu);
      assertEquals(row.get(0), receipt.id().raw());
      assertEquals(DeliveryState.valueOf(row.get(1)), receipt.state());
      assertEquals(row.get(2), receipt.error().orElse("-"));
      assertEquals(row.get(3), receipt.done().map(Instant::toString).orElse("-"));
      assertEquals(pdu.body(), receipt.raw());
    }
  }

  @Test
  void aReceiptMayComeInTheMessagePayloadOrInUcs2() {
    Octets octets = ascii(BODY);
    InboundPdu payload =
        new InboundPdu(
            0x04, DataCoding.DEFAULT, Octets.empty(), Map.of(InboundPdu.MESSAGE_PAYLOAD, octets));
    assertEquals("000001F4", receipt(payload).id().raw());
    Octets wide = Octets.of(BODY.getBytes(StandardCharsets.UTF_16BE));
    assertEquals(
        DeliveryState.DELIVERED,
        receipt(new InboundPdu(0x04, DataCoding.UCS2, wide, Map.of())).state());
  }

  @Test
  void tlvsWinOverTheText() {
    Map<Integer, Octets> tlvs =
        Map.of(
            InboundPdu.RECEIPTED_MESSAGE_ID,
            ascii("abc\0"),
            InboundPdu.MESSAGE_STATE,
            Octets.ofHex("05"),
            InboundPdu.NETWORK_ERROR_CODE,
            Octets.ofHex("030022"),
            0x1403,
            Octets.ofHex("ff"));
    DeliveryReport.Receipt receipt =
        receipt(new InboundPdu(0x04, DataCoding.DEFAULT, ascii(BODY), tlvs));
    assertEquals("abc", receipt.id().raw());
    assertEquals(DeliveryState.UNDELIVERABLE, receipt.state());
    assertEquals(Optional.of(new NetworkError(NetworkError.GSM, 0x22)), receipt.networkError());
    InboundPdu tlvsOnly = new InboundPdu(0x04, DataCoding.DEFAULT, Octets.empty(), tlvs);
    assertEquals("abc", receipt(tlvsOnly).id().raw());
  }

  @Test
  void uselessTlvsFallBackToTheText() {
    Map<Integer, Octets> tlvs =
        Map.of(
            InboundPdu.RECEIPTED_MESSAGE_ID, ascii("\0"),
            InboundPdu.MESSAGE_STATE, Octets.ofHex("63"),
            InboundPdu.NETWORK_ERROR_CODE, Octets.ofHex("03"));
    DeliveryReport.Receipt receipt =
        receipt(new InboundPdu(0x04, DataCoding.DEFAULT, ascii(BODY), tlvs));
    assertEquals("000001F4", receipt.id().raw());
    assertEquals(DeliveryState.DELIVERED, receipt.state());
    assertEquals(Optional.empty(), receipt.networkError());
  }

  @Test
  void messageStateTwoIsDelivered() {
    assertEquals(Optional.of(DeliveryState.DELIVERED), DeliveryState.ofCode(2));
    assertEquals(Optional.of(DeliveryState.EXPIRED), DeliveryState.ofCode(3));
    assertEquals(Optional.empty(), DeliveryState.ofCode(10));
  }

  @Test
  void aReceiptWithoutIdOrStateSaysWhatIsMissing() {
    assertTrue(unparsable("sub:001 stat:DELIVRD").contains("message id"));
    assertTrue(unparsable("id:5 sub:001 err:000").contains("stat"));
    assertTrue(unparsable("").contains("message id"));
    assertTrue(unparsable("id:" + "9".repeat(300) + " stat:DELIVRD").contains("300"));
  }

  @Test
  void aPeerMayHaveWordsOfItsOwn() {
    DeliveryReceiptParser own =
        new DeliveryReceiptParser(
            TextProfile.STANDARD,
            Map.of("ABSENT", DeliveryState.ENROUTE, "ACKED", DeliveryState.DELIVERED));
    assertEquals(
        DeliveryState.ENROUTE,
        ((DeliveryReport.Receipt) own.parse(pdu("id:1 stat:absent"))).state());
    assertEquals(
        DeliveryState.DELIVERED,
        ((DeliveryReport.Receipt) own.parse(pdu("id:1 stat:ACKED"))).state());
  }

  @ParameterizedTest
  @CsvSource({
    "00, MESSAGE",
    "03, MESSAGE",
    "40, MESSAGE",
    "04, RECEIPT",
    "44, RECEIPT",
    "08, DELIVERY_ACKNOWLEDGEMENT",
    "10, USER_ACKNOWLEDGEMENT",
    "18, CONVERSATION_ABORT",
    "20, INTERMEDIATE",
    "24, INTERMEDIATE",
    "0C, MESSAGE"
  })
  void esmClassTellsTheKind(String hex, InboundKind kind) {
    assertEquals(kind, InboundKind.of(Integer.parseInt(hex, 16)));
  }

  @Test
  void aReceiptWithoutItsEsmClassIsRecognised() {
    assertTrue(
        parser.resemblesReceipt(new InboundPdu(0, DataCoding.DEFAULT, ascii(BODY), Map.of())));
    assertFalse(
        parser.resemblesReceipt(
            new InboundPdu(0, DataCoding.DEFAULT, ascii("my id: 5, see you"), Map.of())));
  }

  @ParameterizedTest
  @EnumSource(DeliveryState.class)
  void whatWeWriteWeRead(DeliveryState state) {
    SentReceipt sent =
        new SentReceipt(
            "1f4",
            Instant.parse("2026-03-15T10:20:30Z"),
            Instant.parse("2026-03-15T10:21:30Z"),
            state,
            34,
            "Hi @ €\n_all of the world");
    for (Map<Integer, Octets> tlvs : List.of(sent.tlvs(), Map.<Integer, Octets>of())) {
      DeliveryReport.Receipt read =
          receipt(new InboundPdu(sent.esmClass(), DataCoding.DEFAULT, sent.shortMessage(), tlvs));
      assertEquals("1f4", read.id().raw());
      assertEquals(state, read.state());
      assertEquals(Optional.of("034"), read.error());
      assertEquals(Optional.of(Instant.parse("2026-03-15T10:21:00Z")), read.done());
    }
    assertEquals(
        state.isFinal() ? InboundKind.RECEIPT : InboundKind.INTERMEDIATE,
        InboundKind.of(sent.esmClass()));
  }

  @Test
  void aWrittenReceiptLooksLikeAppendixB() {
    SentReceipt sent =
        new SentReceipt(
            "1f4",
            Instant.parse("2026-03-15T10:20:30Z"),
            Instant.parse("2026-03-15T10:21:30Z"),
            DeliveryState.DELIVERED,
            0,
            "Hi @_\u20ac");
    assertEquals(
        "id:1f4 sub:001 dlvrd:001 submit date:2603151020 done date:2603151021 stat:DELIVRD err:000"
            + " text:Hi ???",
        new String(sent.shortMessage().toByteArray(), StandardCharsets.US_ASCII));
    assertEquals(
        Map.of(
            InboundPdu.RECEIPTED_MESSAGE_ID,
            ascii("1f4\0"),
            InboundPdu.MESSAGE_STATE,
            Octets.ofHex("02")),
        sent.tlvs());
    assertThrows(
        SmsFormatException.class,
        () -> new SentReceipt("", Instant.EPOCH, Instant.EPOCH, DeliveryState.DELIVERED, 0, ""));
  }

  @Test
  void randomReceiptsNeverThrow() {
    Random random = new Random(11);
    int[] tags = {
      InboundPdu.RECEIPTED_MESSAGE_ID,
      InboundPdu.MESSAGE_STATE,
      InboundPdu.NETWORK_ERROR_CODE,
      InboundPdu.MESSAGE_PAYLOAD
    };
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] body = BODY.getBytes(StandardCharsets.US_ASCII);
      for (int changes = random.nextInt(8); changes > 0; changes--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      Map<Integer, Octets> tlvs = new HashMap<>();
      for (int tag : tags) {
        if (random.nextInt(3) == 0) {
          byte[] value = new byte[random.nextInt(6)];
          random.nextBytes(value);
          tlvs.put(tag, Octets.of(value));
        }
      }
      Octets octets = Octets.of(body).slice(0, random.nextInt(body.length + 1));
      InboundPdu pdu =
          new InboundPdu(random.nextInt(256), new DataCoding(random.nextInt(256)), octets, tlvs);
      parser.resemblesReceipt(pdu);
      read += parser.parse(pdu) instanceof DeliveryReport.Receipt ? 1 : 0;
    }
    assertTrue(read > 1_000, "read " + read);
  }

  private DeliveryReport.Receipt receipt(InboundPdu pdu) {
    return assertInstanceOf(DeliveryReport.Receipt.class, parser.parse(pdu));
  }

  private String unparsable(String body) {
    return assertInstanceOf(DeliveryReport.Unparsable.class, parser.parse(pdu(body))).reason();
  }

  private static InboundPdu pdu(String body) {
    return new InboundPdu(0x04, DataCoding.DEFAULT, ascii(body), Map.of());
  }

  private static Octets ascii(String text) {
    return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
