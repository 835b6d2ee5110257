package isthmus.cpm.preferences;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is known of a user when a service outside CPM is to be selected: what the user prefers (CPM
 * SD §5.4, "Non-CPM Communication Services to be interworked and their priorities"), which
 * addresses the user has there (CPM SD §5.3.1.2) and what the service provider lets the user have
 * (CPM SD appendix D). Services are named as in the columns of a routing table.
 *
 * @param userClass service class given by the provider, such as {@code prepaid}; lower case
 * @param priorities services that the user accepts, the most wanted first
 * @param refused services that the user does not want
 * @param allowed what the provider permits, true, or withholds, false; a service that is not named
 *     is as the routing table says
 * @param addresses where the user is reached in a service
 */
public record ServicePreferences(
    Optional<String> userClass,
    List<String> priorities,
    Set<String> refused,
    Map<String, Boolean> allowed,
    Map<String, Address> addresses) {
  /** Those of a user of whom nothing is known. */
  public static final ServicePreferences NONE =
      new ServicePreferences(Optional.empty(), List.of(), Set.of(), Map.of(), Map.of());

  private static final Pattern CLASS = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  /** Copies the collections; no service is named twice, nor wanted and refused at once. */
  public ServicePreferences {
    requireNonNull(userClass);
    priorities = List.copyOf(priorities);
    refused = Set.copyOf(refused);
    allowed = Map.copyOf(allowed);
    addresses = Map.copyOf(addresses);
    userClass
        .filter(name -> !CLASS.matcher(name).matches())
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "a class is a word of at most 40 of a-z, 0-9 and -: " + name);
            });
    Set<String> wanted = new HashSet<>();
    for (String service : priorities) {
      if (!wanted.add(service)) {
        throw new IllegalArgumentException(service + " stands twice among the services");
      }
      if (refused.contains(service)) {
        throw new IllegalArgumentException(service + " is wanted and refused at once");
      }
    }
  }

  /** What the user says of a service: wanted, refused, or nothing. */
  public Optional<Boolean> accepts(String service) {
    if (refused.contains(service)) {
      return Optional.of(false);
    }
    return priorities.contains(service) ? Optional.of(true) : Optional.empty();
  }
}
