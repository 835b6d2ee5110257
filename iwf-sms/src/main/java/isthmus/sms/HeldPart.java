package isthmus.sms;

import isthmus.cpm.codec.mime.Octets;
import isthmus.sms.smpp.SmppAddress;
import isthmus.sms.text.SmsFormatException;
import isthmus.sms.text.StoredPart;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/**
 * A part as it waits in the store, with all that is needed to deliver its message without the PDU.
 *
 * @param peer the link or account that it came by
 * @param source its source address as received
 * @param destination its destination address as received
 * @param terms what its sender asked for
 * @param part the part
 * @param token random; that of a group's first part tells the message from others of its reference
 */
record HeldPart(
    String peer,
    SmppAddress source,
    SmppAddress destination,
    Terms terms,
    StoredPart part,
    long token) {
  private static final int FORM = 1;
  private static final long NEVER = Long.MAX_VALUE;

  Octets encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      out.writeUTF(peer);
      write(source, out);
      write(destination, out);
      out.writeBoolean(terms.side() == Terms.Side.ESME);
      out.writeByte(terms.registeredDelivery());
      out.writeLong(terms.expires().map(Instant::toEpochMilli).orElse(NEVER));
      out.writeLong(token);
      out.write(part.encode());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return Octets.wrap(bytes.toByteArray());
  }

  /** Reads what {@link #encode} wrote; refuses anything else. */
  static HeldPart decode(Octets octets) {
    try (DataInputStream in = new DataInputStream(octets.asInputStream())) {
      int form = in.readByte();
      if (form != FORM) {
        throw new SmsFormatException("held part of form " + form + ", expected " + FORM);
      }
      String peer = in.readUTF();
      SmppAddress source = address(in);
      SmppAddress destination = address(in);
      Terms.Side side = in.readBoolean() ? Terms.Side.ESME : Terms.Side.SMSC;
      int registered = in.readUnsignedByte();
      long expires = in.readLong();
      long token = in.readLong();
      return new HeldPart(
          peer,
          source,
          destination,
          new Terms(
              side,
              registered,
              expires == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expires))),
          StoredPart.decode(in.readAllBytes()),
          token);
    } catch (IOException e) {
      throw new SmsFormatException("held part of " + octets.size() + " octets is cut off");
    }
  }

  private static void write(SmppAddress address, DataOutputStream out) throws IOException {
    out.writeByte(address.ton());
    out.writeByte(address.npi());
    out.writeUTF(address.address());
  }

  private static SmppAddress address(DataInputStream in) throws IOException {
    return new SmppAddress(in.readUnsignedByte(), in.readUnsignedByte(), in.readUTF());
  }
}
