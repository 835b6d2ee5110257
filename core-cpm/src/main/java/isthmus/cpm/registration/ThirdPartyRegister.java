package isthmus.cpm.registration;

import isthmus.cpm.sip.NameAddress;
import isthmus.cpm.sip.SipFragment;
import isthmus.cpm.sip.SipParameters;
import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.SipSyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads the REGISTER that an S-CSCF sends on behalf of a user (3GPP TS 24.229 §5.4.1.7): the user
 * in To, the time in Expires, and possibly the client's REGISTER as message/sip in the body.
 */
public final class ThirdPartyRegister {
  private ThirdPartyRegister() {}

  /**
   * Reads a request.
   *
   * @throws SipSyntaxException when there is no time, or To breaks the grammar
   */
  public static RegistrationEvent read(SipRequest request) {
    OptionalLong seconds =
        request
            .header("Expires")
            .or(() -> request.contacts().stream().findFirst().flatMap(c -> c.parameter("expires")))
            .map(RegisterRequest::seconds)
            .orElse(OptionalLong.empty());
    if (seconds.isEmpty()) {
      throw new SipSyntaxException("Expires: a third-party REGISTER needs a number of seconds");
    }
    String type = request.contentType().orElse("");
    return new RegistrationEvent(
        Aor.of(request.to().uri()),
        Duration.ofSeconds(seconds.getAsLong()),
        features(type, request.body().octets()));
  }

  private static FeatureTags features(String contentType, byte[] body) {
    FeatureTags features = FeatureTags.none();
    for (byte[] wrapped : wrappedMessages(contentType, body)) {
      SipFragment fragment = SipFragment.parse(wrapped);
      if (fragment.startLine().startsWith("REGISTER ")) {
        for (NameAddress contact : fragment.headers().addresses("Contact")) {
          features = features.and(FeatureTags.of(contact.parameters()));
        }
      }
    }
    return features;
  }

  private static List<byte[]> wrappedMessages(String contentType, byte[] body) {
    String type = contentType.toLowerCase(Locale.ROOT);
    if (type.startsWith("message/sip")) {
      return List.of(body);
    }
    String boundary = SipParameters.after(contentType).getOrDefault("boundary", "");
    if (!type.startsWith("multipart/") || boundary.isEmpty()) {
      return List.of();
    }
    List<byte[]> found = new ArrayList<>();
    // Latin-1 keeps every byte as one character, and so through both conversions.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    for (String part : text.split("\\r?\\n?--" + Pattern.quote(boundary), -1)) {
      int headEnd = part.indexOf("\r\n\r\n");
      String head = headEnd < 0 ? "" : part.substring(0, headEnd).toLowerCase(Locale.ROOT);
      if (head.matches("(?s).*content-type:\\s*message/sip\\b.*")) {
        found.add((part.substring(headEnd + 4) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return found;
  }
}
