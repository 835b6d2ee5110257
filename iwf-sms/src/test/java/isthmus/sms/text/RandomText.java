package isthmus.sms.text;

import java.util.Random;

/** Random texts of every kind that people send, from a seed. */
final class RandomText {
  private static final String[] EMOJI = {
    "\ud83d\ude00",
    "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66",
    "\ud83c\uddf3\ud83c\udde6",
    "\ud83d\udc4d\ud83c\udffd",
    "e\u0301",
    "\u0915\u094d\u0937"
  };
  private static final String EXTENSION = "^{}\\[~]|\u20ac";
  private final Random random;

  RandomText(long seed) {
    random = new Random(seed);
  }

  String gsm(int characters) {
    StringBuilder text = new StringBuilder();
    while (text.length() < characters) {
      int septet = random.nextInt(128);
      if (random.nextInt(6) == 0) {
        text.append(EXTENSION.charAt(random.nextInt(EXTENSION.length())));
      } else if (septet != Gsm7.ESCAPE) {
        text.appendCodePoint(Gsm7Table.locking(NationalLanguage.DEFAULT).codePoint(septet));
      }
    }
    return text.toString();
  }

  String any(int characters) {
    StringBuilder text = new StringBuilder("\u4e2d");
    while (text.length() < characters) {
      switch (random.nextInt(5)) {
        case 0 -> text.append(EMOJI[random.nextInt(EMOJI.length)]);
        case 1 -> text.append(EXTENSION.charAt(random.nextInt(EXTENSION.length())));
        case 2 -> text.appendCodePoint(0x400 + random.nextInt(0x100));
        case 3 -> text.appendCodePoint(0x1f300 + random.nextInt(0x200));
        default -> text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }

  byte[] octets(int most) {
    byte[] octets = new byte[random.nextInt(most + 1)];
    random.nextBytes(octets);
    return octets;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  Random random() {
    return random;
  }
}
