package isthmus.sms.smpp;

import java.time.Duration;
import java.util.Optional;

/**
 * Our SMSC side.
 *
 * @param host address to listen on
 * @param port 0 takes any free port
 * @param systemId our system_id in bind_resp, at most 15 characters
 * @param interfaceVersion sc_interface_version in bind_resp: 0x34 or 0x50
 * @param tls absent for clear TCP
 * @param maxConnections over all accounts, bound or not; more are closed at once
 * @param bindTimeout how long a connection may stay without a bind, TLS handshake included
 * @param response how long our requests wait for their response
 * @param enquireLink silence after which we send enquire_link
 * @param maxMissedEnquiries unanswered enquire_links after which the session is dropped
 * @param maxPduOctets largest command_length taken
 * @param answerTimeout after which a request is declined that the application has not answered
 */
public record SmppServerConfig(
    String host,
    int port,
    String systemId,
    int interfaceVersion,
    Optional<TlsSettings> tls,
    int maxConnections,
    Duration bindTimeout,
    Duration response,
    Duration enquireLink,
    int maxMissedEnquiries,
    int maxPduOctets,
    Duration answerTimeout) {
  public SmppServerConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
    }
    if (systemId.length() > 15) {
      throw new IllegalArgumentException("system-id may have at most 15 characters in SMPP");
    }
    if (interfaceVersion != 0x34 && interfaceVersion != 0x50) {
      throw new IllegalArgumentException("interface version must be 0x34 or 0x50");
    }
    if (tls.isPresent() && tls.get().identity().isEmpty()) {
      throw new IllegalArgumentException("TLS needs our certificate and key");
    }
    FieldRange.positive("max-connections", maxConnections);
    FieldRange.positive("bind time-out", bindTimeout.toMillis());
    FieldRange.positive("response time-out", response.toMillis());
    FieldRange.positive("enquire_link interval", enquireLink.toMillis());
    FieldRange.positive("missed enquire_links", maxMissedEnquiries);
    FieldRange.positive("answer time-out", answerTimeout.toMillis());
    if (maxPduOctets < 512) {
      throw new IllegalArgumentException("largest PDU must be at least 512 octets");
    }
  }

  /** SMPP 3.4 in clear; 500 connections, 5 s to bind, 10 s, 30 s, 2 missed, 70,000 octets, 30 s. */
  public static SmppServerConfig of(String host, int port, String systemId) {
    return new SmppServerConfig(
        host,
        port,
        systemId,
        0x34,
        Optional.empty(),
        500,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        2,
        70_000,
        Duration.ofSeconds(30));
  }

  public SmppServerConfig withTls(TlsSettings settings) {
    return new SmppServerConfig(
        host,
        port,
        systemId,
        interfaceVersion,
        Optional.of(settings),
        maxConnections,
        bindTimeout,
        response,
        enquireLink,
        maxMissedEnquiries,
        maxPduOctets,
        answerTimeout);
  }

  public SmppServerConfig withTimers(
      Duration toBind, Duration toRespond, Duration toEnquire, int missedEnquiries) {
    return new SmppServerConfig(
        host,
        port,
        systemId,
        interfaceVersion,
        tls,
        maxConnections,
        toBind,
        toRespond,
        toEnquire,
        missedEnquiries,
        maxPduOctets,
        answerTimeout);
  }

  ChannelSettings channel() {
    return new ChannelSettings(maxPduOctets, enquireLink, response, maxMissedEnquiries);
  }
}
