package isthmus.cpm.codec.imdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.codec.cpim.CpimAddress;
import isthmus.cpm.codec.cpim.CpimCodec;
import isthmus.cpm.codec.cpim.CpimException;
import isthmus.cpm.codec.cpim.CpimLimits;
import isthmus.cpm.codec.cpim.CpimMessage;
import isthmus.cpm.codec.mime.Octets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImdnHeadersTest {
  private final CpimCodec codec = new CpimCodec(CpimLimits.DEFAULT);

  private CpimMessage message(String headers) throws CpimException {
    return codec.decode(
        Octets.utf8(
            "From: <im:a@x>\nTo: <im:b@x>\n" + headers + "\nContent-Type: text/plain\n\nhi"));
  }

  @Test
  void everyHeaderOfTheRfcIsRead() throws CpimException {
    ImdnHeaders headers =
        ImdnHeaders.of(
            message(
                """
                NS: i <urn:ietf:params:imdn>
                i.message-id: m1
                i.Disposition-Notification: Display, negative-delivery;x=y, later;z
                i.Original-To: "B" <tel:+15550100002>
                i.IMDN-Record-Route: <sip:one@x>
                i.IMDN-Record-Route: <sip:two@x>
                i.IMDN-Route: <sip:three@x>
                """));
    assertThat(headers.messageId()).contains("m1");
    assertThat(headers.request().wanted())
        .containsExactlyInAnyOrder(
            RequestedNotification.DISPLAY, RequestedNotification.NEGATIVE_DELIVERY);
    assertThat(headers.request().others()).containsExactly("later;z");
    assertThat(headers.originalTo())
        .contains(new CpimAddress(Optional.of("B"), "tel:+15550100002"));
    assertThat(headers.recordRoute())
        .containsExactly(CpimAddress.of("sip:one@x"), CpimAddress.of("sip:two@x"));
    assertThat(headers.route()).containsExactly(CpimAddress.of("sip:three@x"));
  }

  @Test
  void whatMakesNoSenseCountsAsAbsent() throws CpimException {
    assertThat(
            ImdnHeaders.of(
                message(
                    """
                    imdn.Message-ID: a b
                    imdn.Original-To: nobody
                    imdn.IMDN-Route: <>
                    imdn.Disposition-Notification: ,
                    imdn.Odd: 1
                    """)))
        .isEqualTo(ImdnHeaders.NONE);
  }

  @Test
  void changedHeadersReplaceTheOldAndLeaveTheOthers() throws CpimException {
    CpimMessage message =
        message(
            """
            imdn.Message-ID: m1
            imdn.Disposition-Notification: positive-delivery, display
            imdn.Odd: 1
            Subject: s
            """);
    ImdnHeaders before = ImdnHeaders.of(message);
    ImdnHeaders after =
        before
            .with(before.request().without(RequestedNotification.POSITIVE_DELIVERY))
            .recordedBy(CpimAddress.of("sip:cf@x"));
    CpimMessage changed = codec.decode(codec.encode(after.on(message)));
    assertThat(ImdnHeaders.of(changed)).isEqualTo(after);
    assertThat(after.request()).isEqualTo(NotificationRequest.of(RequestedNotification.DISPLAY));
    assertThat(changed.extension("urn:ietf:params:imdn", "Odd")).isPresent();
    assertThat(changed.subject()).contains("s");
    assertThat(ImdnHeaders.of(ImdnHeaders.NONE.on(message))).isEqualTo(ImdnHeaders.NONE);
  }

  @Test
  void anIdWithABackslashSurvives() throws CpimException {
    ImdnHeaders headers = ImdnHeaders.request("a\\n\\b", NotificationRequest.NONE);
    CpimMessage again = codec.decode(codec.encode(headers.on(message(""))));
    assertThat(ImdnHeaders.of(again)).isEqualTo(headers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "positive-delivery, negative-delivery, display | positive-delivery, negative-delivery,"
            + " display",
        "DISPLAY,positive-delivery | positive-delivery, display",
        "processing ,, interworking | processing, interworking",
        "display;a=b, display, x, y;z, x | display, x, y;z",
      })
  void aRequestHasACanonicalForm(String value, String canonical) {
    assertThat(NotificationRequest.parse(value)).hasToString(canonical);
  }

  @Property
  void anyTextIsARequest(@ForAll String text) {
    NotificationRequest request = NotificationRequest.parse(text);
    assertThat(NotificationRequest.parse(request.toString())).isEqualTo(request);
  }

  @Test
  void aRequestKnowsWhatItAsksFor() {
    NotificationRequest request = NotificationRequest.of(RequestedNotification.DISPLAY);
    assertThat(request.wants(RequestedNotification.DISPLAY)).isTrue();
    assertThat(request.wants(RequestedNotification.PROCESSING)).isFalse();
    assertThat(request.with(RequestedNotification.PROCESSING).wanted()).hasSize(2);
    assertThat(request.without(RequestedNotification.DISPLAY).isEmpty()).isTrue();
    assertThat(new NotificationRequest(request.wanted(), List.of("x")).isEmpty()).isFalse();
    assertThatThrownBy(() -> new NotificationRequest(request.wanted(), List.of("a,b")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
