package isthmus.gateway.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A pager mode MESSAGE as octets, prepared once: for each message only its digits are written anew
 * (cpm-wire §1.5, §1.6). For one thread.
 */
final class MessageTemplate {
  /** Digits of a message's number wherever it stands. */
  static final int DIGITS = 9;

  /** What precedes the number in the branch of our Via, and so in each answer. */
  static final String BRANCH = "z9hG4bK-bench-";

  /** What precedes the number in imdn.Message-ID, and so in each notification. */
  static final String MESSAGE_ID = "bench-";

  /** What the text of each message begins with; the number follows. */
  static final String TEXT = "Bench message ";

  private static final int PEER_DIGITS = 6;
  private static final char NUMBER = '\u0001';
  private static final char PEER = '\u0002';

  private final byte[] octets;
  private final int[] numbersAt;
  private final int[] peersAt;
  private final int peers;

  /**
   * Prepares it.
   *
   * @param run sets the identities of this run apart from those of others; letters and digits
   * @param ownHostPort where answers go
   * @param domain the SIP domain of the CPM users
   * @param peers number of pairs of sender and recipient, each a conversation
   */
  MessageTemplate(String run, String ownHostPort, String domain, int peers) {
    this.peers = peers;
    String text = TEXT + NUMBER + " on its way.";
    String body =
        """
        From: <sip:anonymous@anonymous.invalid>
        To: <sip:anonymous@anonymous.invalid>
        NS: imdn <urn:ietf:params:imdn>
        imdn.Message-ID: %s%s-%c
        DateTime: 2026-01-05T10:15:30.000Z
        imdn.Disposition-Notification: positive-delivery, negative-delivery

        Content-Type: text/plain; charset=UTF-8

        %s\
        """
            .formatted(MESSAGE_ID, run, NUMBER, text);
    String head =
        """
        MESSAGE tel:+15552%2$c SIP/2.0
        Via: SIP/2.0/UDP %3$s;branch=%8$s%4$s-%1$c;rport
        Max-Forwards: 70
        From: <sip:+15551%2$c@%5$s;user=phone>;tag=%1$c
        To: <tel:+15552%2$c>
        Call-ID: %4$s-%1$c@bench
        CSeq: 1 MESSAGE
        P-Asserted-Identity: <tel:+15551%2$c>
        P-Asserted-Service: urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg
        Accept-Contact: *;+g.3gpp.icsi-ref="urn%%3Aurn-7%%3A3gpp-service.ims.icsi.oma.cpm.msg"
        Conversation-ID: %4$s-%2$c
        Contribution-ID: %4$s-%1$c
        Content-Type: message/cpim
        Content-Length: %6$d

        %7$s\
        """
            .formatted(NUMBER, PEER, ownHostPort, run, domain, length(body), body, BRANCH);
    List<Integer> numbers = new ArrayList<>();
    List<Integer> pairs = new ArrayList<>();
    StringBuilder filled = new StringBuilder();
    for (char c : head.replace("\n", "\r\n").toCharArray()) {
      switch (c) {
        case NUMBER -> {
          numbers.add(filled.length());
          filled.append("0".repeat(DIGITS));
        }
        case PEER -> {
          pairs.add(filled.length());
          filled.append("0".repeat(PEER_DIGITS));
        }
        default -> filled.append(c);
      }
    }
    this.octets = filled.toString().getBytes(StandardCharsets.US_ASCII);
    this.numbersAt = numbers.stream().mapToInt(Integer::intValue).toArray();
    this.peersAt = pairs.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int length(String body) {
    int lineEnds = (int) body.chars().filter(c -> c == '\n').count();
    int numbers = (int) body.chars().filter(c -> c == NUMBER).count();
    return body.length() + lineEnds + numbers * (DIGITS - 1);
  }

  /** The request with a message's number; valid until the next call. */
  ByteBuffer request(int message) {
    for (int at : numbersAt) {
      digits(message, at, DIGITS);
    }
    for (int at : peersAt) {
      digits(message % peers, at, PEER_DIGITS);
    }
    return ByteBuffer.wrap(octets);
  }

  private void digits(int value, int at, int count) {
    int rest = value;
    for (int i = at + count - 1; i >= at; i--) {
      octets[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
