package isthmus.cpm.codec.imdn;

import isthmus.cpm.codec.cpim.CpimHeader;
import isthmus.cpm.codec.cpim.CpimMessage;
import isthmus.cpm.codec.imdn.ImdnException.Reason;
import isthmus.cpm.codec.imdn.ImdnReport.RejectedPart;
import isthmus.cpm.codec.mime.MediaType;
import isthmus.cpm.codec.mime.MimeCodec;
import isthmus.cpm.codec.mime.MimeException;
import isthmus.cpm.codec.mime.MimeHeader;
import isthmus.cpm.codec.mime.MimeLimits;
import isthmus.cpm.codec.mime.MimePart;
import isthmus.cpm.codec.mime.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The whole CPIM message around notifications, single or aggregated (RFC 5438 §7.2, §8.3).
 * Thread-safe.
 */
public final class ImdnMessageCodec {
  private static final MediaType IMDN_XML = MediaType.of("message/imdn+xml");
  private static final MediaType MIXED = MediaType.of("multipart/mixed");
  private static final MimeHeader NOTIFICATION =
      new MimeHeader("Content-Disposition", "notification");

  private final ImdnCodec xml;
  private final MimeCodec mime;

  /** A codec with the given limits. */
  public ImdnMessageCodec(ImdnLimits limits) {
    this.xml = new ImdnCodec(limits);
    this.mime =
        new MimeCodec(
            new MimeLimits(
                MimeLimits.DEFAULT.maxHeaders(),
                MimeLimits.DEFAULT.maxHeaderOctets(),
                limits.maxParts()));
  }

  /**
   * Whether a message carries notifications: {@code message/imdn+xml}, the old {@code
   * message/imdn}, or a multipart marked as notification or holding such a part.
   */
  public boolean isNotification(CpimMessage message) {
    MimePart part = message.part();
    if (isImdn(part.mediaType())) {
      return true;
    }
    if (!part.mediaType().hasType("multipart")) {
      return false;
    }
    if (isDisposedAsNotification(part)) {
      return true;
    }
    try {
      return mime.decodeMultipart(part).stream().anyMatch(inner -> isImdn(inner.mediaType()));
    } catch (MimeException e) {
      return false;
    }
  }

  private static boolean isDisposedAsNotification(MimePart part) {
    return part.header("Content-Disposition")
        .map(value -> value.strip().toLowerCase(Locale.ROOT).startsWith("notification"))
        .orElse(false);
  }

  private static boolean isImdn(MediaType type) {
    return type.is("message/imdn+xml") || type.is("message/imdn");
  }

  /**
   * Reads the notifications of a message; parts of an aggregated one that are something else are
   * passed over.
   *
   * @throws ImdnException when the message carries none, or its only one is wrong
   */
  public ImdnReport read(CpimMessage message) throws ImdnException {
    MimePart part = message.part();
    if (isImdn(part.mediaType())) {
      return new ImdnReport(List.of(xml.read(part.content())), List.of());
    }
    if (!part.mediaType().hasType("multipart")) {
      throw new ImdnException(Reason.NOT_AN_IMDN, 0, "the content is " + part.mediaType());
    }
    List<Imdn> notifications = new ArrayList<>();
    List<RejectedPart> rejected = new ArrayList<>();
    int number = 0;
    for (MimePart inner : parts(part)) {
      number++;
      if (isImdn(inner.mediaType())) {
        try {
          notifications.add(xml.read(inner.content()));
        } catch (ImdnException e) {
          rejected.add(new RejectedPart(number, e.reason(), e.detail()));
        }
      }
    }
    if (notifications.isEmpty() && rejected.isEmpty()) {
      throw new ImdnException(Reason.NOT_AN_IMDN, 0, "no part is message/imdn+xml");
    }
    return new ImdnReport(notifications, rejected);
  }

  private List<MimePart> parts(MimePart part) throws ImdnException {
    try {
      return mime.decodeMultipart(part);
    } catch (MimeException e) {
      throw e.reason() == MimeException.Reason.TOO_MANY_PARTS
          ? new ImdnException(Reason.LIMIT, 0, e.detail())
          : new ImdnException(Reason.MULTIPART, 0, e.detail());
    }
  }

  /**
   * Builds the message: {@code message/imdn+xml} for one notification, {@code multipart/mixed} for
   * several.
   */
  public CpimMessage write(ImdnMessage message) {
    List<CpimHeader> headers = new ArrayList<>();
    headers.add(new CpimHeader.From(message.from()));
    headers.add(new CpimHeader.To(message.to()));
    headers.add(new CpimHeader.DateTime(message.dateTime()));
    headers.addAll(
        new ImdnHeaders(
                Optional.of(message.messageId()),
                NotificationRequest.NONE,
                Optional.empty(),
                List.of(),
                message.route())
            .toHeaders());
    return new CpimMessage(headers, content(message));
  }

  private MimePart content(ImdnMessage message) {
    List<Imdn> notifications = message.notifications();
    if (notifications.size() == 1) {
      return new MimePart(IMDN_XML, List.of(NOTIFICATION), xml.write(notifications.getFirst()));
    }
    List<MimePart> parts =
        notifications.stream().map(imdn -> MimePart.of(IMDN_XML, xml.write(imdn))).toList();
    return mime.encodeMultipart(
        new MimePart(MIXED, List.of(NOTIFICATION), Octets.empty()), "imdn-part", parts);
  }
}
