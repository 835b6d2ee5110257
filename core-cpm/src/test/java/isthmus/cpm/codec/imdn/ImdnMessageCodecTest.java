package isthmus.cpm.codec.imdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import isthmus.cpm.codec.cpim.CpimAddress;
import isthmus.cpm.codec.cpim.CpimCodec;
import isthmus.cpm.codec.cpim.CpimLimits;
import isthmus.cpm.codec.cpim.CpimMessage;
import isthmus.cpm.codec.imdn.ImdnException.Reason;
import isthmus.cpm.codec.imdn.ImdnNotification.Delivery;
import isthmus.cpm.codec.mime.Octets;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ImdnMessageCodecTest {
  private static final OffsetDateTime SENT = OffsetDateTime.parse("2026-01-05T10:15:30Z");
  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-01-05T10:15:31Z");
  private static final Imdn DELIVERED =
      Imdn.of("Xk3f9a01c2d4", SENT, "tel:+15550100002", Delivery.DELIVERED);
  private static final Imdn FAILED =
      Imdn.of("Xk3f9a01c2d4", SENT, "tel:+15550100003", Delivery.FAILED);
  private static final String HEAD =
      "From: <sip:anonymous@anonymous.invalid>\r\nTo: <sip:anonymous@anonymous.invalid>\r\n\r\n";

  private final CpimCodec cpim = new CpimCodec(CpimLimits.DEFAULT);
  private final ImdnMessageCodec codec = new ImdnMessageCodec(ImdnLimits.DEFAULT);

  private CpimMessage decode(String body) throws Exception {
    return cpim.decode(Octets.utf8(HEAD + body.replace("\n", "\r\n")));
  }

  @Test
  void aSingleNotificationGoesAsCpmSendsIt() {
    CpimMessage message = codec.write(ImdnMessage.of("9c0e41d7a6", NOW, DELIVERED));
    String xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<imdn xmlns=\"urn:ietf:params:xml:ns:imdn\"><message-id>Xk3f9a01c2d4</message-id>"
            + "<datetime>2026-01-05T10:15:30.000Z</datetime>"
            + "<recipient-uri>tel:+15550100002</recipient-uri>"
            + "<original-recipient-uri>tel:+15550100002</original-recipient-uri>"
            + "<delivery-notification><status><delivered/></status></delivery-notification>"
            + "</imdn>";
    assertThat(cpim.encode(message).asString(StandardCharsets.UTF_8))
        .isEqualTo(
            "From: <sip:anonymous@anonymous.invalid>\r\n"
                + "To: <sip:anonymous@anonymous.invalid>\r\n"
                + "NS: imdn <urn:ietf:params:imdn>\r\n"
                + "imdn.Message-ID: 9c0e41d7a6\r\n"
                + "DateTime: 2026-01-05T10:15:31.000Z\r\n"
                + "\r\n"
                + "Content-Type: message/imdn+xml\r\n"
                + "Content-Disposition: notification\r\n"
                + "Content-Length: "
                + xml.length()
                + "\r\n\r\n"
                + xml);
  }

  @Test
  void oneOrSeveralNotificationsSurviveTheWire() throws Exception {
    for (List<Imdn> notifications : List.of(List.of(DELIVERED), List.of(DELIVERED, FAILED))) {
      ImdnMessage message =
          new ImdnMessage(
              "m9", CpimAddress.ANONYMOUS, CpimAddress.ANONYMOUS, NOW, List.of(), notifications);
      CpimMessage read = cpim.decode(cpim.encode(codec.write(message)));
      assertThat(codec.isNotification(read)).isTrue();
      assertThat(codec.read(read)).isEqualTo(new ImdnReport(notifications, List.of()));
    }
  }

  @Test
  void severalNotificationsGoAsMultipartMarkedNotification() {
    CpimMessage message =
        codec.write(
            new ImdnMessage(
                "m9",
                CpimAddress.ANONYMOUS,
                CpimAddress.ANONYMOUS,
                NOW,
                List.of(),
                List.of(DELIVERED, FAILED)));
    assertThat(message.part().mediaType().is("multipart/mixed")).isTrue();
    assertThat(message.part().header("content-disposition")).contains("notification");
  }

  @Test
  void aNotificationGoesBackAlongTheRecordRoute() {
    CpimAddress first = CpimAddress.of("sip:cf@a.example");
    CpimAddress second = CpimAddress.of("sip:pf@b.example");
    ImdnHeaders original =
        ImdnHeaders.request("m1", NotificationRequest.of(RequestedNotification.POSITIVE_DELIVERY))
            .recordedBy(first)
            .recordedBy(second);
    CpimMessage message = codec.write(ImdnMessage.of("m9", NOW, DELIVERED).alongRouteOf(original));
    assertThat(ImdnHeaders.of(message).route()).containsExactly(second, first);
    assertThat(ImdnHeaders.of(message).request().isEmpty()).isTrue();
  }

  @Test
  void theOldMediaTypeIsTaken() throws Exception {
    CpimMessage message =
        decode("Content-Type: message/imdn\n\n<imdn><message-id>a</message-id></imdn>");
    assertThat(codec.isNotification(message)).isTrue();
    assertThat(codec.read(message).notifications()).hasSize(1);
  }

  @Test
  void aWrongPartDoesNotTakeTheOthersWithIt() throws Exception {
    CpimMessage message =
        decode(
            """
            Content-Type: multipart/mixed;boundary=b

            --b
            Content-Type: message/imdn+xml

            <imdn/>
            --b
            Content-Type: text/plain

            hello
            --b
            Content-Type: message/imdn+xml

            <imdn><message-id>a</message-id></imdn>
            --b--
            """);
    assertThat(codec.isNotification(message)).isTrue();
    ImdnReport report = codec.read(message);
    assertThat(report.notifications()).extracting(Imdn::messageId).containsExactly("a");
    assertThat(report.rejected())
        .extracting(ImdnReport.RejectedPart::part, ImdnReport.RejectedPart::reason)
        .containsExactly(tuple(1, Reason.MISSING_MESSAGE_ID));
  }

  @Test
  void whatIsNoNotificationIsRefused() throws Exception {
    CpimMessage text = decode("Content-Type: text/plain\n\nhello");
    CpimMessage mixed = decode("Content-Type: multipart/mixed;boundary=b\n\n--b\n\nhello\n--b--");
    CpimMessage broken = decode("Content-Type: multipart/mixed;boundary=b\n\nhello");
    assertThat(codec.isNotification(text)).isFalse();
    assertThat(codec.isNotification(mixed)).isFalse();
    assertThat(codec.isNotification(broken)).isFalse();
    assertThat(reason(text)).isEqualTo(Reason.NOT_AN_IMDN);
    assertThat(reason(mixed)).isEqualTo(Reason.NOT_AN_IMDN);
    assertThat(reason(broken)).isEqualTo(Reason.MULTIPART);
  }

  @Test
  void theNumberOfAggregatedNotificationsIsLimited() throws Exception {
    ImdnMessageCodec small = new ImdnMessageCodec(new ImdnLimits(1000, 8, 8, 1));
    CpimMessage message =
        decode("Content-Type: multipart/mixed;boundary=b\n\n--b\n\n1\n--b\n\n2\n--b--");
    ImdnException fault = catchThrowableOfType(ImdnException.class, () -> small.read(message));
    assertThat(fault.reason()).isEqualTo(Reason.LIMIT);
  }

  private Reason reason(CpimMessage message) {
    return catchThrowableOfType(ImdnException.class, () -> codec.read(message)).reason();
  }
}
