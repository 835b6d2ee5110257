package isthmus.gateway.config.value;

import java.util.Map;

/**
 * Settings that only the service they are for understands.
 *
 * @param values strings, {@link Long}s, {@link Double}s, booleans, lists and maps of these; never
 *     printed, since some may be secret
 */
public record FreeSettings(Map<String, Object> values) {
  /** Copies the map. */
  public FreeSettings {
    values = Map.copyOf(values);
  }

  /** The keys alone. */
  @Override
  public String toString() {
    return "FreeSettings" + values.keySet();
  }
}
