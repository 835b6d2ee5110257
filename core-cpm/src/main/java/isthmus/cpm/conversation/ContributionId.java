package isthmus.cpm.conversation;

import java.util.UUID;

/**
 * The CPM Contribution Identity (CPM SD §5.1.1.8), header {@code Contribution-ID}: opaque, compared
 * byte for byte.
 *
 * @param value 1 to 255 visible ASCII characters
 */
public record ContributionId(String value) {
  /** Checks the value. */
  public ContributionId {
    OpaqueToken.check("Contribution-ID", value);
  }

  /** A fresh identity; a UUID because some peers refuse anything else. */
  public static ContributionId fresh() {
    return new ContributionId(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
