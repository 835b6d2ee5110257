package isthmus.gateway.bench;

/** Finds marks and numbers in octets without making text of them. */
final class Scan {
  private Scan() {}

  /** The index of a mark at or after {@code from} and before {@code to}, or -1. */
  static int find(byte[] octets, byte[] mark, int from, int to) {
    int last = to - mark.length;
    for (int i = from; i <= last; i++) {
      if (octets[i] == mark[0] && matches(octets, mark, i)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean matches(byte[] octets, byte[] mark, int at) {
    for (int i = 1; i < mark.length; i++) {
      if (octets[at + i] != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** The number in {@code count} digits at an index, or -1. */
  static int number(byte[] octets, int at, int count, int to) {
    if (at < 0 || at + count > to) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + count; i++) {
      int digit = octets[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** The number behind a mark, or -1. */
  static int numberBehind(byte[] octets, byte[] mark, int digits, int to) {
    int at = find(octets, mark, 0, to);
    return at < 0 ? -1 : number(octets, at + mark.length, digits, to);
  }
}
