package isthmus.sms.smpp;

import java.nio.ByteBuffer;
import java.util.Random;

/** PDUs with a sound command_length and anything behind it, often a known command_id. */
final class RandomPdu {
  private static final int[] COMMANDS = {
    1, 2, 3, 4, 5, 7, 8, 9, 0x0B, 0x15, 0x21, 0x102, 0x103, 0x111, 0x112, 0x113
  };

  private RandomPdu() {}

  static byte[] framed(Random random) {
    byte[] good = RawPeer.message("15557654321", "15551000001", "random");
    byte[] body;
    switch (random.nextInt(3)) {
      case 0 -> {
        body = new byte[random.nextInt(200)];
        random.nextBytes(body);
      }
      case 1 -> {
        body = good;
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
          body[random.nextInt(body.length)] = (byte) random.nextInt();
        }
      }
      default -> {
        body = new byte[random.nextInt(good.length)];
        ByteBuffer.wrap(good).get(body);
      }
    }
    int id = random.nextInt(8) == 0 ? random.nextInt() : COMMANDS[random.nextInt(COMMANDS.length)];
    if (random.nextInt(10) == 0) {
      id |= RawPeer.RESPONSE;
    }
    // unbind would end the test early.
    return RawPeer.pdu(id == RawPeer.UNBIND ? 5 : id, random.nextInt(3), random.nextInt(), body);
  }
}
