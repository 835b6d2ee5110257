package isthmus.isf.policy;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fixed mapping of addresses (CPM SD §5.3.1.2 "fixed address mappings").
 *
 * @param id a-z, 0-9 and dashes
 * @param name the operator's words
 * @param entries address to address; numbers in E.164 with plus sign or as bare digits, other
 *     addresses as URIs
 */
public record AddressMap(String id, String name, Map<String, String> entries) {
  /** Copies the entries, whose order stays. */
  public AddressMap {
    requireNonNull(id);
    requireNonNull(name);
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }
}
