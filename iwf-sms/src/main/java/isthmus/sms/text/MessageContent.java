package isthmus.sms.text;

import isthmus.cpm.codec.mime.Octets;

/** What a short message turned out to hold. */
public sealed interface MessageContent {
  /** Text. */
  record Text(String text) implements MessageContent {
    @Override
    public String toString() {
      return "Text[" + text.length() + " chars]";
    }
  }

  /** Octets that are not text: data_coding 2 or 4, or a compressed message. */
  record Binary(Octets octets) implements MessageContent {}
}
