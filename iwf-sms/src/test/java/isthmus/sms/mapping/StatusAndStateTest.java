package isthmus.sms.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.cpm.disposition.Disposition;
import isthmus.sms.text.SmsFormatException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusAndStateTest {
  private final StatusTable table = StatusTable.defaults();

  @ParameterizedTest
  @CsvSource({
    "00, OK, 202, ROK", "58, THROTTLED, 503, RTHROTTLED", "14, THROTTLED, 503, RMSGQFUL",
    "08, TEMPORARY, 500, RSYSERR", "64, TEMPORARY, 480, RX_T_APPN",
        "0A, BAD_ADDRESS, 403, RINVSRCADR",
    "0B, BAD_ADDRESS, 404, RINVDSTADR", "48, BAD_ADDRESS, 403, RINVSRCTON",
        "49, BAD_ADDRESS, 403, RINVSRCNPI",
    "50, BAD_ADDRESS, 404, RINVDSTTON", "51, BAD_ADDRESS, 404, RINVDSTNPI",
        "01, BAD_CONTENT, 413, RINVMSGLEN",
    "43, BAD_CONTENT, 400, RINVESMCLASS", "61, BAD_CONTENT, 400, RINVSCHED",
        "62, BAD_CONTENT, 400, RINVEXPIRY",
    "104, BAD_CONTENT, 400, RINVDCS", "C1, BAD_CONTENT, 400, RTLVNOTALLWD",
        "45, REJECTED, 500, RSUBMITFAIL",
    "65, REJECTED, 404, RX_P_APPN", "66, REJECTED, 603, RX_R_APPN",
        "101, REJECTED, 403, RPROHIBITED",
    "103, REJECTED, 403, RSERTYPDENIED", "FE, REJECTED, 480, RDELIVERYFAILURE",
        "04, SESSION, 503, RINVBNDSTS",
    "05, SESSION, 503, RALYBND", "0D, SESSION, 503, RBINDFAIL", "0E, SESSION, 503, RINVPASWD",
    "0F, SESSION, 503, RINVSYSID", "0C, OPERATION, 500, RINVMSGID",
        "11, OPERATION, 500, RCANCELFAIL",
    "13, OPERATION, 500, RREPLACEFAIL", "67, OPERATION, 500, RQUERYFAIL",
        "4FF, VENDOR, 500, 0x000004FF",
    "FF, TEMPORARY, 500, RUNKNOWNERR"
  })
  void commandStatusHasItsClassAndSipStatus(
      String hex, OutcomeClass outcome, int sip, String name) {
    int status = Integer.parseInt(hex, 16);
    assertEquals(outcome, table.outcome(status));
    assertEquals(sip, table.sipStatus(status));
    assertEquals(name, table.name(status));
  }

  @Test
  void aPeerMayOverrideACode() {
    StatusTable peer =
        table
            .with(Map.of(0x45, OutcomeClass.TEMPORARY))
            .with(Map.of(0x400, OutcomeClass.THROTTLED));
    assertEquals(OutcomeClass.TEMPORARY, peer.outcome(0x45));
    assertEquals(480, peer.sipStatus(0x45));
    assertEquals(OutcomeClass.THROTTLED, peer.outcome(0x400));
    assertEquals(503, peer.sipStatus(0x400));
    assertEquals("RSUBMITFAIL", peer.name(0x45));
    assertEquals(OutcomeClass.REJECTED, table.outcome(0x45));
  }

  @Test
  void onlyThrottledTemporaryAndSessionAreTriedAgain() {
    assertEquals(
        EnumSet.of(OutcomeClass.THROTTLED, OutcomeClass.TEMPORARY, OutcomeClass.SESSION),
        EnumSet.copyOf(
            Arrays.stream(OutcomeClass.values()).filter(OutcomeClass::isRetriable).toList()));
  }

  @ParameterizedTest
  @CsvSource({
    "200, 00", "202, 00", "404, 0B", "410, 0B", "604, 0B", "413, 01", "403, 0A", "480, 64",
        "408, 64", "486, 64",
    "503, 64", "504, 64", "600, 64", "500, 08", "502, 08", "603, 66", "606, 66", "488, 45",
        "400, 45", "302, 45"
  })
  void sipStatusBecomesACommandStatus(int sip, String hex) {
    assertEquals(Integer.parseInt(hex, 16), StatusTable.commandStatus(sip));
  }

  @Test
  void noSipStatusIsNone() {
    assertThrows(SmsFormatException.class, () -> StatusTable.commandStatus(700));
  }

  @ParameterizedTest
  @CsvSource({
    "SCHEDULED,", "ENROUTE,", "DELIVERED, DELIVERED", "EXPIRED, FAILED", "DELETED, FAILED",
    "UNDELIVERABLE, FAILED", "ACCEPTED,", "UNKNOWN, ERROR", "REJECTED, FAILED", "SKIPPED, FAILED"
  })
  void statesAreReportedByTheTable(DeliveryState state, @Nullable Disposition disposition) {
    assertEquals(Optional.ofNullable(disposition), ReceiptPolicy.STANDARD.disposition(state));
  }

  @Test
  void aProfileDecidesAboutTheDoubtfulStates() {
    ReceiptPolicy policy =
        new ReceiptPolicy(
            Optional.of(Disposition.DELIVERED), Optional.empty(), Disposition.FORBIDDEN);
    assertEquals(Optional.of(Disposition.DELIVERED), policy.disposition(DeliveryState.ACCEPTED));
    assertEquals(Optional.empty(), policy.disposition(DeliveryState.UNKNOWN));
    assertEquals(Optional.of(Disposition.FORBIDDEN), policy.disposition(DeliveryState.REJECTED));
  }

  @Test
  void aStateMeansNothingButDelivery() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new ReceiptPolicy(
                Optional.of(Disposition.DISPLAYED), Optional.empty(), Disposition.FAILED));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ReceiptPolicy(Optional.empty(), Optional.empty(), Disposition.INTERWORKED));
  }

  @Test
  void receiptsAreAskedForAndOwedByRegisteredDelivery() {
    assertEquals(
        ReceiptRequest.NONE,
        ReceiptRequest.forVersion34(EnumSet.noneOf(ReceiptRequest.Wanted.class)));
    assertEquals(2, ReceiptRequest.forVersion34(EnumSet.of(ReceiptRequest.Wanted.FAILURE)).bits());
    assertEquals(1, ReceiptRequest.forVersion34(EnumSet.of(ReceiptRequest.Wanted.SUCCESS)).bits());
    assertEquals(1, ReceiptRequest.forVersion34(EnumSet.allOf(ReceiptRequest.Wanted.class)).bits());
    assertEquals(ReceiptRequest.ON_FAILURE, ReceiptRequest.of(0x12));
    assertTrue(ReceiptRequest.ON_FAILURE.covers(DeliveryState.EXPIRED));
    assertFalse(ReceiptRequest.ON_FAILURE.covers(DeliveryState.DELIVERED));
    assertTrue(ReceiptRequest.ON_SUCCESS.covers(DeliveryState.DELIVERED));
    assertFalse(ReceiptRequest.NONE.covers(DeliveryState.DELIVERED));
  }
}
