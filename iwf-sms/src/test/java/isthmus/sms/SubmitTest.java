package isthmus.sms;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.DeliveryOutcome.Finality;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.interworking.LegacyMessage;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.sms.smpp.RequestResult;
import isthmus.sms.smpp.SubmitPdu;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The straight way, out and in. */
class SubmitTest {
  @Test
  void aShortMessageIsSubmittedOnceAndAwaitsItsReceipt() throws Exception {
    try (TestSmsc smsc = new TestSmsc();
        Fixture gateway = new Fixture(Fixture.settings(Fixture.smsc("s1", smsc.port()))).up("s1")) {
      DeliveryOutcome outcome = gateway.submit("Hello @ Bob");
      assertThat(outcome)
          .isInstanceOfSatisfying(
              DeliveryOutcome.Accepted.class,
              accepted -> {
                assertThat(accepted.finality()).isEqualTo(Finality.AWAITS_RECEIPT);
                ExternalPart part = accepted.parts().getFirst();
                assertThat(part.peer()).isEqualTo("s1");
                assertThat(part.externalId()).isEqualTo("m1");
                assertThat(part.total()).isEqualTo(1);
              });
      SubmitPdu submit = smsc.submitted.getFirst();
      assertThat(submit.source()).isEqualTo(Pdus.ALICE);
      assertThat(submit.destination()).isEqualTo(Pdus.BOB);
      assertThat(submit.registeredDelivery()).isEqualTo(1);
      assertThat(submit.validityPeriod()).startsWith("0000000059").endsWith("000R");
      assertThat(submit.shortMessage().toHex()).isEqualTo("48656c6c6f200020426f62");
      assertThat(smsc.submitted).hasSize(1);
    }
  }

  @Test
  void aReceiptIsHandedOnWithItsDispositionAndAnswered() throws Exception {
    try (TestSmsc smsc = new TestSmsc();
        Fixture gateway = new Fixture(Fixture.settings(Fixture.smsc("s1", smsc.port()))).up("s1")) {
      var _ = gateway.submit("Hello");
      RequestResult answer =
          smsc.deliver(Pdus.receipt(smsc.submitted.getFirst(), "0M1", "DELIVRD"));
      assertThat(answer).isInstanceOf(RequestResult.Accepted.class);
      LegacyReceipt receipt = gateway.inbound.receipts.getFirst();
      assertThat(receipt.peer()).isEqualTo("s1");
      assertThat(receipt.candidates()).first().isEqualTo("m1");
      assertThat(receipt.disposition()).contains(Disposition.DELIVERED);
      assertThat(receipt.state()).isEqualTo("DELIVRD");
    }
  }

  @Test
  void aMessageOfASubscriberIsHandedOnBeforeItIsAnswered() throws Exception {
    try (TestSmsc smsc = new TestSmsc();
        Fixture gateway = new Fixture(Fixture.settings(Fixture.smsc("s1", smsc.port()))).up("s1")) {
      RequestResult answer = smsc.deliver(Pdus.deliver("Hi Alice"));
      assertThat(answer).isInstanceOf(RequestResult.Accepted.class);
      assertThat(gateway.inbound.texts()).isEqualTo(List.of("Hi Alice"));
      LegacyMessage message = gateway.inbound.messages.getFirst();
      assertThat(message.from().uri()).isEqualTo("tel:+15557654321");
      assertThat(message.to().uri()).isEqualTo("tel:+15551000001");
      assertThat(message.service()).hasToString("sms.s1");
      assertThat(message.partGroup()).isEqualTo(Optional.empty());
    }
  }
}
