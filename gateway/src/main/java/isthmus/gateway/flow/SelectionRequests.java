package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.MailtoAddress;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.address.SipAddress;
import isthmus.cpm.interworking.AddressCheck;
import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.message.Content;
import isthmus.isf.RecipientAddresses;
import isthmus.isf.SelectionRequest;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.Party;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says in the words of the Interworking Selection Function what is to be sent (CPM SD §5.3.1.2):
 * the same for messages on their way and for questions about messages that might come. Takes
 * microseconds, never blocks.
 */
public final class SelectionRequests {
  private final Functions functions;
  private final People people;
  private final InstantSource clock;

  /** Requests for selections among the installed functions, with nothing known of anybody. */
  public SelectionRequests(Functions functions) {
    this(functions, People.NOBODY_KNOWN, InstantSource.system());
  }

  /** Requests for selections among the installed functions. */
  public SelectionRequests(Functions functions, People people, InstantSource clock) {
    this.functions = requireNonNull(functions);
    this.people = requireNonNull(people);
    this.clock = requireNonNull(clock);
  }

  /**
   * Who takes part.
   *
   * @param target the user who was written to, whose preferences count
   * @param reached whom to reach outside CPM, mostly the same
   */
  public record Parties(Address originator, Address target, Address reached) {
    /** Checks the components. */
    public Parties {
      requireNonNull(originator);
      requireNonNull(target);
      requireNonNull(reached);
    }
  }

  /** A first attempt, with what is known of those who take part. */
  public SelectionRequest first(
      RequestFacts facts,
      Optional<ServiceIdentifier> identifier,
      Parties parties,
      Circumstances circumstances) {
    SelectionRequest request =
        SelectionRequest.of(
                facts,
                recipientOf(parties.reached()).withServices(people.addresses(parties.target())),
                originatorAddresses(parties.originator()).keySet(),
                functions.services())
            .withUser(people.answers(parties.originator(), parties.target()))
            .withCircumstances(circumstances);
    return identifier.map(request::withIdentifier).orElse(request);
  }

  /** A first attempt now. */
  public SelectionRequest first(
      RequestFacts facts, Optional<ServiceIdentifier> identifier, Parties parties) {
    return first(
        facts,
        identifier,
        parties,
        Circumstances.of(people.party(parties.originator()), party(parties), clock.instant()));
  }

  /** The recipient, who has the class of the user that was written to wherever he is reached. */
  Party party(Parties parties) {
    Party reached = people.party(parties.reached());
    return reached.userClass().isPresent() || parties.reached().equals(parties.target())
        ? reached
        : new Party(
            reached.uri(),
            reached.number(),
            reached.domain(),
            people.party(parties.target()).userClass());
  }

  /** The address of an originator in a service; empty text when there is none. */
  String originatorAddress(Address originator, String service) {
    return functions
        .of(service)
        .map(function -> function.originatorAddressOf(originator))
        .map(
            check ->
                switch (check) {
                  case AddressCheck.Valid(String address) -> address;
                  case AddressCheck.NotValid _ -> "";
                })
        .orElse("");
  }

  /**
   * A first attempt.
   *
   * @param facts what the routing table looks at
   * @param identifier the service identifier that accompanies the recipient
   * @param originatorServices services in which the originator has an address
   */
  public SelectionRequest first(
      RequestFacts facts,
      Optional<ServiceIdentifier> identifier,
      Address recipient,
      Set<String> originatorServices) {
    SelectionRequest request =
        SelectionRequest.of(
            facts, recipientOf(recipient), originatorServices, functions.services());
    return identifier.map(request::withIdentifier).orElse(request);
  }

  /** The address of an originator in each service that has or can give one. */
  public Map<String, String> originatorAddresses(Address originator) {
    Map<String, String> addresses = new HashMap<>();
    for (InterworkingFunction function : functions.all()) {
      switch (function.originatorAddressOf(originator)) {
        case AddressCheck.Valid(String address) -> addresses.put(function.service(), address);
        case AddressCheck.NotValid _ -> {
          // The selection says so for the service.
        }
      }
    }
    return addresses;
  }

  /** The facts of a content: those on its face, and those that only a service can count. */
  public RequestFacts facts(RequestKind kind, Content content) {
    RequestFacts facts =
        RequestFacts.of(kind).withOctets(content.octets().size()).withMediaTypes(typeOf(content));
    Map<String, Long> octets = new HashMap<>();
    long segments = 1;
    for (InterworkingFunction function : functions.all()) {
      Map<String, Long> measured = function.measure(content);
      Long size = measured.get("octets");
      if (size != null) {
        octets.put(function.service(), size);
      }
      segments = measured.getOrDefault("segments", segments);
    }
    facts = facts.withOctetsByService(octets);
    if (content.isPlainText()) {
      String text = content.text();
      facts = facts.withText(text.codePointCount(0, text.length()), segments);
    }
    return facts;
  }

  private static String typeOf(Content content) {
    return content.mediaType().type() + '/' + content.mediaType().subtype();
  }

  private static RecipientAddresses recipientOf(Address address) {
    Optional<String> phone =
        address.phoneNumber().map(number -> number.e164()).or(() -> localNumber(address));
    Optional<String> mail =
        address instanceof MailtoAddress
            ? Optional.of(address.uri().substring("mailto:".length()))
            : Optional.empty();
    Optional<String> sip =
        address instanceof SipAddress ? Optional.of(address.uri()) : Optional.empty();
    return new RecipientAddresses(phone, mail, sip);
  }

  /** A short code or other local number, with its context, as after {@code tel:}. */
  private static Optional<String> localNumber(Address address) {
    return People.telephone(address).map(tel -> tel.uri().substring("tel:".length()));
  }
}
