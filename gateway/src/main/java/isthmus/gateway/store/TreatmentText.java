package isthmus.gateway.store;

import isthmus.cpm.address.Address;
import isthmus.cpm.delivery.Alteration;
import isthmus.cpm.delivery.Treatment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A treatment as lines of text: {@code to URI}, {@code only SERVICE}, {@code retry SINCE PT30S
 * PT2M}, {@code until INSTANT}, {@code truncate 160}, {@code split 300 2 1}, {@code link SECRET
 * UNTIL TEXT}. A line that a later release wrote and this one does not know is passed over.
 */
final class TreatmentText {
  private TreatmentText() {}

  /** As stored; null for nothing. */
  static @Nullable String of(Treatment treatment) {
    if (treatment.equals(Treatment.NONE)) {
      return null;
    }
    List<String> lines = new ArrayList<>();
    treatment.recipient().ifPresent(address -> lines.add("to " + AddressText.of(address)));
    treatment.only().ifPresent(service -> lines.add("only " + service));
    treatment
        .retry()
        .ifPresent(pauses -> lines.add("retry " + treatment.since() + words(pauses.stream())));
    treatment.until().ifPresent(end -> lines.add("until " + end));
    treatment.alterations().forEach(alteration -> lines.add(line(alteration)));
    return String.join("\n", lines);
  }

  private static String line(Alteration alteration) {
    return switch (alteration) {
      case Alteration.Truncated(int characters) -> "truncate " + characters;
      case Alteration.Divided(int characters, List<Integer> taken) ->
          "split " + characters + words(taken.stream());
      case Alteration.Linked(String secret, Instant until, String text) ->
          "link " + secret + ' ' + until + ' ' + text;
    };
  }

  private static String words(Stream<?> items) {
    return items.map(item -> " " + item).collect(Collectors.joining());
  }

  /** Reads what was stored. */
  static Treatment read(Optional<String> stored, AddressText addresses) {
    if (stored.isEmpty()) {
      return Treatment.NONE;
    }
    Optional<Address> to = Optional.empty();
    Optional<String> only = Optional.empty();
    Optional<List<Duration>> retry = Optional.empty();
    int since = 0;
    Optional<Instant> until = Optional.empty();
    List<Alteration> alterations = new ArrayList<>();
    for (String line : stored.get().lines().toList()) {
      String[] words = line.split(" ", 4);
      switch (words[0]) {
        case "to" -> to = Optional.of(addresses.address(line.substring(3)));
        case "only" -> only = Optional.of(words[1]);
        case "retry" -> {
          since = Integer.parseInt(words[1]);
          retry = Optional.of(items(line, 2).map(Duration::parse).toList());
        }
        case "until" -> until = Optional.of(Instant.parse(words[1]));
        case "truncate" -> alterations.add(new Alteration.Truncated(Integer.parseInt(words[1])));
        case "split" ->
            alterations.add(
                new Alteration.Divided(
                    Integer.parseInt(words[1]), items(line, 2).map(Integer::valueOf).toList()));
        case "link" ->
            alterations.add(new Alteration.Linked(words[1], Instant.parse(words[2]), words[3]));
        default -> {
          // Of a later release.
        }
      }
    }
    return new Treatment(to, only, retry, since, until, alterations);
  }

  private static Stream<String> items(String line, int skipped) {
    return Stream.of(line.split(" ", -1)).skip(skipped);
  }
}
