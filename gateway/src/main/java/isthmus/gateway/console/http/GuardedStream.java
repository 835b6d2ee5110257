package isthmus.gateway.console.http;

import static java.util.Objects.requireNonNull;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/** Ends a stream when its reader may read no longer. */
final class GuardedStream extends FilterOutputStream {
  private final BooleanSupplier admitted;

  GuardedStream(OutputStream out, BooleanSupplier admitted) {
    super(out);
    this.admitted = requireNonNull(admitted);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    if (!admitted.getAsBoolean()) {
      throw new IOException("the session of the reader has ended");
    }
    out.write(octets, offset, length);
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }
}
