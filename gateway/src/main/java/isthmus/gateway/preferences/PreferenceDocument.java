package isthmus.gateway.preferences;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.preferences.ServicePreferences;
import isthmus.cpm.preferences.UserPreferences;
import isthmus.cpm.preferences.UserPreferences.Handling;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Preferences as JSON, stored and over HTTP: {@code {"handling": "deliver", "interworkTo":
 * "tel:+15557654321", "doNotDisturb": false, "class": "gold", "services": ["mms", "sms"],
 * "refused": ["email"], "allowed": {"email": false}, "addresses": {"email":
 * "mailto:alice@example.org"}}}. Every member may be missing. An address is a URI, a number or a
 * mail address; it is written as a URI. Immutable.
 */
public final class PreferenceDocument {
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final int MOST_SERVICES = 64;
  private static final List<String> MEMBERS =
      List.of(
          "handling",
          "interworkTo",
          "doNotDisturb",
          "class",
          "services",
          "refused",
          "allowed",
          "addresses");

  private final AddressParser parser;

  /** Documents whose numbers are read as this parser does. */
  public PreferenceDocument(AddressParser parser) {
    this.parser = requireNonNull(parser);
  }

  /** The members of a document, in their order. */
  static Map<String, Object> members(UserPreferences preferences) {
    ServicePreferences services = preferences.services();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("handling", preferences.handling());
    members.put("interworkTo", preferences.interworkTo().map(Address::uri));
    members.put("doNotDisturb", preferences.doNotDisturb());
    members.put("class", services.userClass());
    members.put("services", services.priorities());
    members.put("refused", new TreeSet<>(services.refused()));
    members.put("allowed", new TreeMap<>(services.allowed()));
    Map<String, String> addresses = new TreeMap<>();
    services.addresses().forEach((service, address) -> addresses.put(service, address.uri()));
    members.put("addresses", addresses);
    return members;
  }

  /** A document as it is stored. */
  static String write(UserPreferences preferences) {
    return Json.write(members(preferences));
  }

  /**
   * Reads a stored document.
   *
   * @throws IllegalArgumentException when it is none
   */
  UserPreferences stored(String document) {
    try {
      return read(Json.read(document));
    } catch (HttpProblem wrong) {
      throw new IllegalArgumentException(wrong.where() + ": " + wrong.text(), wrong);
    }
  }

  /**
   * Reads a document.
   *
   * @throws HttpProblem 400 with the member that is wrong
   */
  UserPreferences read(JsonNode document) throws HttpProblem {
    if (document == null || !document.isObject()) {
      throw HttpProblem.badRequest("body", "the body must be a JSON object");
    }
    for (var member : document.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        throw HttpProblem.badRequest(
            "body", "unknown member; allowed: " + String.join(", ", MEMBERS));
      }
    }
    return new UserPreferences(
        handling(document),
        address(document.path("interworkTo"), "interworkTo"),
        flag(document.path("doNotDisturb"), "doNotDisturb", false),
        services(document));
  }

  private static Handling handling(JsonNode document) throws HttpProblem {
    Optional<String> word = text(document.path("handling"), "handling");
    if (word.isEmpty()) {
      return Handling.DELIVER;
    }
    for (Handling handling : Handling.values()) {
      if (handling.name().toLowerCase(Locale.ROOT).equals(word.get())) {
        return handling;
      }
    }
    throw HttpProblem.badRequest(
        "handling",
        "handling must be one of "
            + Stream.of(Handling.values())
                .map(handling -> handling.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }

  private ServicePreferences services(JsonNode document) throws HttpProblem {
    Map<String, Boolean> allowed = new TreeMap<>();
    for (var member : object(document.path("allowed"), "allowed")) {
      String where = "allowed." + service(member.getKey(), "allowed");
      allowed.put(member.getKey(), flag(member.getValue(), where, true));
    }
    Map<String, Address> addresses = new TreeMap<>();
    for (var member : object(document.path("addresses"), "addresses")) {
      String where = "addresses." + service(member.getKey(), "addresses");
      address(member.getValue(), where)
          .ifPresent(address -> addresses.put(member.getKey(), address));
    }
    List<String> wanted = names(document.path("services"), "services");
    Set<String> refused = new HashSet<>(names(document.path("refused"), "refused"));
    Optional<String> userClass =
        text(document.path("class"), "class").map(name -> name.toLowerCase(Locale.ROOT));
    try {
      return new ServicePreferences(userClass, wanted, refused, allowed, addresses);
    } catch (IllegalArgumentException wrong) {
      boolean isClass = userClass.filter(name -> !SERVICE.matcher(name).matches()).isPresent();
      throw HttpProblem.badRequest(
          isClass ? "class" : "services", String.valueOf(wrong.getMessage()));
    }
  }

  private static List<String> names(JsonNode node, String where) throws HttpProblem {
    if (isAbsent(node)) {
      return List.of();
    }
    if (!node.isArray() || node.size() > MOST_SERVICES) {
      throw HttpProblem.badRequest(
          where, where + " must be a list of at most " + MOST_SERVICES + " services");
    }
    List<String> names = new ArrayList<>();
    for (JsonNode element : node) {
      names.add(service(element.isTextual() ? element.textValue() : "", where));
    }
    return names;
  }

  private static String service(String name, String where) throws HttpProblem {
    if (!SERVICE.matcher(name).matches()) {
      throw HttpProblem.badRequest(
          where, "a service is named by at most 40 of a-z, 0-9 and -, as in the routing table");
    }
    return name;
  }

  private static Set<Map.Entry<String, JsonNode>> object(JsonNode node, String where)
      throws HttpProblem {
    if (isAbsent(node)) {
      return Set.of();
    }
    if (!node.isObject() || node.size() > MOST_SERVICES) {
      throw HttpProblem.badRequest(
          where, where + " must be an object of at most " + MOST_SERVICES + " services");
    }
    return node.properties();
  }

  private static boolean flag(JsonNode node, String where, boolean absent) throws HttpProblem {
    if (isAbsent(node)) {
      return absent;
    }
    if (!node.isBoolean()) {
      throw HttpProblem.badRequest(where, where + " must be true or false");
    }
    return node.booleanValue();
  }

  private static Optional<String> text(JsonNode node, String where) throws HttpProblem {
    if (isAbsent(node)) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw HttpProblem.badRequest(where, where + " must be text");
    }
    return Optional.of(node.textValue().strip()).filter(text -> !text.isEmpty());
  }

  private Optional<Address> address(JsonNode node, String where) throws HttpProblem {
    Optional<String> text = text(node, where);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(text.get()));
    } catch (AddressException wrong) {
      throw HttpProblem.badRequest(where, where + " is no address: " + wrong.getMessage());
    }
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
