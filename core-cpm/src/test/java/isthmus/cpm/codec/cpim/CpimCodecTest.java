package isthmus.cpm.codec.cpim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import isthmus.cpm.codec.cpim.CpimException.Reason;
import isthmus.cpm.codec.cpim.CpimHeader.Extension;
import isthmus.cpm.codec.mime.MediaType;
import isthmus.cpm.codec.mime.MimePart;
import isthmus.cpm.codec.mime.Octets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CpimCodecTest {
  private static final String HEAD = "From: <im:a@example.com>\r\nTo: <im:b@example.com>\r\n";
  private static final String TAIL = "\r\nContent-Type: text/plain\r\n\r\nhello";

  private final CpimCodec codec = new CpimCodec(CpimLimits.DEFAULT);

  private CpimMessage decode(String text) throws CpimException {
    return codec.decode(Octets.utf8(text));
  }

  @Test
  void everyHeaderHasItsAccessor() throws CpimException {
    CpimMessage message =
        decode(
            "From: \"Ann\" <im:a@example.com>\r\n"
                + "To: <im:b@example.com>\r\n"
                + "To: <im:c@example.com>\r\n"
                + "cc: <im:d@example.com>\r\n"
                + "DateTime: 2026-01-05T10:15:30.5+01:00\r\n"
                + "Subject:;lang=fr Salut\r\n"
                + "Subject: Hi\r\n"
                + "imdn.Message-ID: m1\r\n"
                + TAIL);
    assertThat(message.from()).isEqualTo(new CpimAddress(Optional.of("Ann"), "im:a@example.com"));
    assertThat(message.to())
        .containsExactly(CpimAddress.of("im:b@example.com"), CpimAddress.of("im:c@example.com"));
    assertThat(message.cc()).containsExactly(CpimAddress.of("im:d@example.com"));
    assertThat(message.dateTime()).contains(OffsetDateTime.parse("2026-01-05T10:15:30.5+01:00"));
    assertThat(message.subject()).contains("Salut");
    assertThat(message.extension(CpimName.IMDN, "message-id").map(Extension::text)).contains("m1");
    assertThat(message.extensions(CpimName.IMDN, "Message-ID")).hasSize(1);
    assertThat(message.extension("urn:example:none", "Message-ID")).isEmpty();
    assertThat(message.part().asText()).isEqualTo("hello");
    assertThat(message.content()).isEqualTo(Octets.utf8("hello"));
  }

  @Test
  void aMessageFromOneToOneReadsBack() throws CpimException {
    CpimMessage message =
        CpimMessage.of(
            CpimAddress.ANONYMOUS,
            CpimAddress.of("tel:+15550100002"),
            OffsetDateTime.parse("2026-01-05T10:15:30Z"),
            MimePart.text("caf\u00e9 \ud83d\ude00"));
    CpimMessage again = codec.decode(codec.encode(message));
    assertThat(again).isEqualTo(message);
    assertThat(again.part().asText()).isEqualTo("caf\u00e9 \ud83d\ude00");
  }

  @Test
  void anUnknownRequiredHeaderIsReported() throws CpimException {
    CpimMessage message =
        decode(
            HEAD
                + "NS: v <urn:example:v>\r\nNS: i <urn:ietf:params:imdn>\r\n"
                + "Require: v.Option, Subject, i.Message-ID, q.X\r\n"
                + TAIL);
    CpimName option = new CpimName("urn:example:v", "option");
    CpimName messageId = new CpimName(CpimName.IMDN, "Message-ID");
    assertThat(message.requiredBeyond(Set.of(messageId)))
        .containsExactly(option, new CpimName("", "q.X"));
    assertThat(message.requiredBeyond(Set.of(messageId, option, new CpimName("", "q.x"))))
        .isEmpty();
  }

  @Test
  void aRequiredNameIsDeclaredBeforeItIsWritten() throws CpimException {
    CpimMessage message =
        decode(HEAD + TAIL)
            .with(new CpimHeader.Require(List.of(new CpimName("urn:example:v", "Option"))));
    CpimMessage again = codec.decode(codec.encode(message));
    assertThat(again.requiredBeyond(Set.of()))
        .containsExactly(new CpimName("urn:example:v", "Option"));
  }

  @Test
  void headersCanBeTakenAwayAndContentReplaced() throws CpimException {
    CpimMessage message = decode(HEAD + "Subject: x\r\nimdn.Message-ID: m1\r\n" + TAIL);
    CpimMessage changed =
        message
            .without(header -> header instanceof CpimHeader.Subject)
            .with(MimePart.of(MediaType.of("image/png"), Octets.of(new byte[] {0, -1, 13, 10})));
    CpimMessage again = codec.decode(codec.encode(changed));
    assertThat(again).isEqualTo(changed);
    assertThat(again.subject()).isEmpty();
    assertThat(again.content().toByteArray()).containsExactly(0, -1, 13, 10);
  }

  @Test
  void anonymousPartiesAreKnownAsSuch() {
    assertThat(CpimAddress.ANONYMOUS.isAnonymous()).isTrue();
    assertThat(CpimAddress.of("sip:Anonymous@ANONYMOUS.invalid;x=y").isAnonymous()).isTrue();
    assertThat(CpimAddress.of("sip:a@anonymous.invalid.example.com").isAnonymous()).isFalse();
    assertThat(CpimAddress.of("tel:+15550100002").isAnonymous()).isFalse();
  }

  @Test
  void theNumberOfHeadersIsLimited() {
    CpimCodec small = new CpimCodec(new CpimLimits(3, 100, 10));
    assertThat(reason(small, HEAD + "cc: <im:c@x>\r\ncc: <im:d@x>\r\n" + TAIL))
        .isEqualTo(Reason.TOO_MANY_HEADERS);
    assertThat(reason(small, HEAD + "\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n\r\n"))
        .isEqualTo(Reason.CONTENT_TOO_LARGE);
  }

  @Test
  void theLengthOfAHeaderIsLimitedFoldedOrNot() {
    CpimCodec small = new CpimCodec(new CpimLimits(10, 50, 1000));
    assertThat(reason(small, HEAD + "Subject: " + "x".repeat(60) + "\r\n" + TAIL))
        .isEqualTo(Reason.HEADER_TOO_LONG);
    assertThat(reason(small, HEAD + "Subject: x\r\n" + " abcdefgh\r\n".repeat(10) + TAIL))
        .isEqualTo(Reason.HEADER_TOO_LONG);
    assertThat(reason(small, HEAD + "\r\nContent-Type: " + "x".repeat(60) + "\r\n\r\n"))
        .isEqualTo(Reason.CONTENT_HEADER);
  }

  @Test
  void theSizeOfTheContentIsLimited() throws CpimException {
    CpimCodec small = new CpimCodec(new CpimLimits(10, 100, TAIL.length() - 2));
    assertThat(small.decode(Octets.utf8(HEAD + TAIL)).part().asText()).isEqualTo("hello");
    assertThat(reason(small, HEAD + TAIL + "!")).isEqualTo(Reason.CONTENT_TOO_LARGE);
  }

  private static Reason reason(CpimCodec codec, String text) {
    CpimException fault =
        catchThrowableOfType(CpimException.class, () -> codec.decode(Octets.utf8(text)));
    assertThat(fault).isNotNull();
    return fault.reason();
  }

  @Test
  void whatCannotBeWrittenCannotBeMade() {
    MimePart part = MimePart.text("x");
    CpimHeader from = new CpimHeader.From(CpimAddress.ANONYMOUS);
    CpimHeader to = new CpimHeader.To(CpimAddress.ANONYMOUS);
    assertThatThrownBy(() -> new CpimMessage(List.of(from), part))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CpimMessage(List.of(from, from, to), part))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CpimAddress.of("sip:a b@c"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CpimAddress.of("sip:a>\r\nX: y"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Extension.imdn("Message-ID", "a\r\nTo: <im:x@y>"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Extension.imdn("Message ID", "a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Extension("urn:x>", "x", "Y", List.of(), "z"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Extension(CpimName.CORE, "", "From", List.of(), "z"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CpimParameter("lang", "a b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CpimHeader.Subject(Optional.of("f r"), "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new CpimHeader.DateTime(OffsetDateTime.parse("+12026-01-05T10:15:30Z")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
