package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.Cidr;
import isthmus.gateway.config.value.DataSize;
import isthmus.gateway.config.value.HostPort;
import isthmus.gateway.config.value.ListenAddress;
import isthmus.gateway.config.value.Rate;
import isthmus.gateway.config.value.SipNextHop;
import isthmus.gateway.config.value.Transport;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The section {@code sip}. */
public record SipConfiguration(
    @Setting(meaning = "Addresses to listen at.", atLeastOne = true) List<ListenAddress> listen,
    @Setting(meaning = "SIP domain of our users.") String domain,
    @Setting(
            meaning =
                "isc: behind an IMS core, which authenticates users and finds them; embedded: the"
                    + " gateway is registrar and proxy itself, with digest authentication.")
        Mode mode,
    @Setting(
            meaning =
                "Peers whose P-Asserted-Identity is believed in isc mode; every other peer is"
                    + " refused.")
        List<Cidr> trusted,
    @Setting(meaning = "Where requests for CPM users go in isc mode; needed there.")
        Optional<SipNextHop> nextHop,
    @Setting(meaning = "Users in embedded mode.") List<SipUser> users,
    @Setting(meaning = "Realm of digest authentication. Without it, the domain.")
        Optional<String> realm,
    @Setting(meaning = "Certificate for listeners with tls://; needed there.")
        Optional<TlsServer> tls,
    @Setting(
            meaning = "Largest SIP message that is read; a larger one is refused.",
            fallback = "64KiB",
            min = "4KiB",
            max = "1MiB")
        DataSize maxMessageBytes,
    @Setting(
            meaning =
                "Largest body of a message that a CPM user sends in pager mode; a larger one gets"
                    + " 413 (CPM SD §5.2.2.1.5, RFC 3428 §8).",
            fallback = "1300",
            min = "200",
            max = "64KiB")
        DataSize pagerLimitBytes,
    @Setting(
            meaning = "Most requests being accepted at once; beyond them, 503 with Retry-After.",
            fallback = "4000",
            min = "1",
            max = "1000000")
        int maxInProgress,
    @Setting(
            meaning = "Retry-After in answers with 503, in whole seconds.",
            fallback = "5s",
            min = "1s",
            max = "1h")
        Duration retryAfter,
    @Setting(
            meaning = "Most new requests per second; beyond them, 503 with Retry-After.",
            fallback = "none")
        Rate rate,
    @Setting(meaning = "Text of User-Agent and Server headers.", fallback = "Isthmus")
        String userAgent,
    @Setting(
            meaning =
                "Timer T1 (RFC 3261 §17.1.1.1): estimate of the round trip; a request without an"
                    + " answer fails after 64 times as long.",
            fallback = "500ms",
            min = "10ms",
            max = "10s")
        Duration t1,
    @Setting(meaning = "Registrations in embedded mode.") Registration registration,
    @Setting(meaning = "Digest authentication in embedded mode.") SipDigest digest,
    @Setting(meaning = "Bounds of the SIP endpoint of this node.") SipBounds limits,
    @Setting(
            meaning = "The identifier of the other service that accompanies messages (appendix D).")
        Identity identity,
    @Setting(
            meaning =
                "Whether in isc mode a message to a phone number is first tried inside CPM over"
                    + " next-hop: known (only when this node has seen a user with that number since"
                    + " it started: as a sender, or in a third-party REGISTER), always, never.",
            fallback = "known")
        CpmAttempt cpmAttempt)
    implements Checked {

  /** Who finds and authenticates users. */
  public enum Mode {
    /** An IMS core around us. */
    ISC,
    /** The gateway. */
    EMBEDDED
  }

  /** When a phone number is first tried inside CPM. */
  public enum CpmAttempt {
    /** When it is known to be a CPM user's. */
    KNOWN,
    /** Always. */
    ALWAYS,
    /** Never. */
    NEVER
  }

  /** Limits of registrations (RFC 3261 §10.3). */
  public record Registration(
      @Setting(
              meaning = "Shortest registration; a shorter one gets 423.",
              fallback = "60s",
              min = "1s",
              max = "1d")
          Duration minExpires,
      @Setting(
              meaning = "Longest registration; a longer one is shortened.",
              fallback = "2h",
              min = "1s",
              max = "30d")
          Duration maxExpires,
      @Setting(
              meaning = "Registration of a client that asks for no time.",
              fallback = "1h",
              min = "1s",
              max = "30d")
          Duration defaultExpires,
      @Setting(meaning = "Most contacts of one user.", fallback = "10", min = "1", max = "100")
          int maxContacts)
      implements Checked {

    @Override
    public void check(Complaints complaints) {
      if (minExpires.compareTo(maxExpires) > 0) {
        complaints.error("min-expires", "must not be longer than max-expires");
      } else if (defaultExpires.compareTo(minExpires) < 0
          || defaultExpires.compareTo(maxExpires) > 0) {
        complaints.error("default-expires", "must be between min-expires and max-expires");
      }
    }
  }

  /** The communication service identifier of a user of another service. */
  public record Identity(
      @Setting(
              meaning = "Name of the URI parameter that carries the identifier.",
              fallback = "x-cpm-ncs")
          String serviceIdentifierParameter) {}

  @Override
  public void check(Complaints complaints) {
    if (!HostPort.isHost(domain)) {
      complaints.error(
          "domain", "'" + domain + "' is not a domain; allowed: such as ims.example.org");
    }
    if (tls.isEmpty()
        && listen.stream().anyMatch(address -> address.transport() == Transport.TLS)) {
      complaints.error(
          "tls", "is missing; a tls:// listener needs certificate and key, or keystore");
    }
    if (!retryAfter.equals(Duration.ofSeconds(retryAfter.toSeconds()))) {
      complaints.error("retry-after", "must be whole seconds");
    }
    switch (mode) {
      case ISC -> checkIsc(complaints);
      case EMBEDDED -> checkUsers(complaints);
    }
  }

  private void checkIsc(Complaints complaints) {
    if (nextHop.isEmpty()) {
      complaints.error(
          "next-hop",
          "is missing; mode isc needs the SIP URI of the core, such as sip:10.0.0.1:5060");
    }
    if (trusted.isEmpty()) {
      complaints.warning("trusted", "is empty: in mode isc every peer is refused");
    }
    if (!users.isEmpty()) {
      complaints.warning("users", "has no effect in mode isc, where the core knows the users");
    }
  }

  private void checkUsers(Complaints complaints) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < users.size(); i++) {
      SipUser user = users.get(i);
      if (!seen.add(user.user())) {
        complaints.error("users[" + i + "].user", "'" + user.user() + "' stands twice");
      }
      if (user.password().isEmpty() && digest.algorithms().stream().noneMatch(user::has)) {
        complaints.error(
            "users[" + i + "].password",
            "is missing; allowed: password, or the digest of one of digest.algorithms");
      }
    }
  }
}
