package isthmus.cpm.sip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer to a request. Via, From, To with its tag, Call-ID, CSeq, Server and Content-Length are
 * added by the endpoint.
 *
 * @param status 200 to 699: an answer is final
 */
public record SipAnswer(int status, String reason, List<SipHeader> headers, SipBody body) {
  public SipAnswer {
    if (status < 200 || status > 699) {
      throw new IllegalArgumentException("a final SIP status is 200 to 699, not " + status);
    }
    if (SipText.hasControl(reason)) {
      throw new IllegalArgumentException("the reason phrase has a control character");
    }
    headers = List.copyOf(headers);
  }

  /** An answer with the reason phrase of RFC 3261 §21 for its status. */
  public static SipAnswer of(int status) {
    return new SipAnswer(status, ReasonPhrases.of(status), List.of(), SipBody.none());
  }

  /** An answer with its own reason phrase; control characters in it become spaces. */
  public static SipAnswer of(int status, String reason) {
    String oneLine = reason.replaceAll("\\p{Cntrl}", " ");
    return new SipAnswer(status, oneLine, List.of(), SipBody.none());
  }

  /** 503 with Retry-After: come back later (RFC 3261 §21.5.4). */
  public static SipAnswer retryAfter(Duration delay) {
    return of(503).with("Retry-After", Long.toString(Math.max(1, delay.toSeconds())));
  }

  /** This answer with one more header field, after those it has. */
  public SipAnswer with(String name, String value) {
    List<SipHeader> more = new ArrayList<>(headers);
    more.add(new SipHeader(name, value));
    return new SipAnswer(status, reason, more, body);
  }

  /** This answer with a Warning header (RFC 3261 §20.43), agent {@code isthmus}. */
  public SipAnswer warning(int code, String text) {
    String quoted = text.replaceAll("\\p{Cntrl}", " ").replaceAll("[\"\\\\]", "'");
    return with("Warning", code + " isthmus \"" + quoted + "\"");
  }

  public SipAnswer withBody(SipBody newBody) {
    return new SipAnswer(status, reason, headers, newBody);
  }

  public boolean isSuccess() {
    return status < 300;
  }
}
