package isthmus.sms.smpp;

/** Range checks shared by the PDU records. */
final class FieldRange {
  private FieldRange() {}

  static void octet(String field, int value) {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException(field + " must be 0 to 255, was " + value);
    }
  }

  static void cString(String field, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == 0 || c > 0xFF) {
        throw new IllegalArgumentException(
            field + " has a character outside U+0001 to U+00FF at " + i);
      }
    }
  }

  static void positive(String field, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(field + " must be positive, was " + value);
    }
  }

  static void notNegative(String field, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(field + " must not be negative, was " + value);
    }
  }
}
