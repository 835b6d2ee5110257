package isthmus.gateway.assembly;

import isthmus.cpm.sip.Hop;
import isthmus.cpm.sip.ListenPoint;
import isthmus.cpm.sip.SipConfig;
import isthmus.cpm.sip.SipLimits;
import isthmus.cpm.sip.SipTimers;
import isthmus.cpm.sip.TlsSettings;
import isthmus.cpm.sip.TlsSettings.ClientCertificates;
import isthmus.cpm.sip.Transport;
import isthmus.gateway.config.SipBounds;
import isthmus.gateway.config.SipConfiguration;
import isthmus.gateway.config.TlsServer;
import isthmus.gateway.config.value.ListenAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The settings of the SIP endpoint, out of the configuration. */
final class SipSide {
  private SipSide() {}

  static SipConfig config(SipConfiguration sip) {
    List<ListenPoint> listen = sip.listen().stream().map(SipSide::listenPoint).toList();
    return new SipConfig(
        listen,
        sip.tls().map(SipSide::tls),
        Optional.empty(),
        sip.userAgent(),
        Set.of("MESSAGE", "REGISTER"),
        Set.of("path", "outbound", "gruu", "sec-agree"),
        SipConfig.LargeRequests.BY_TCP,
        timers(sip.t1()),
        limits(sip));
  }

  private static SipLimits limits(SipConfiguration sip) {
    SipBounds bounds = sip.limits();
    return new SipLimits(
        sip.maxMessageBytes().toIntBytes(),
        sip.maxInProgress(),
        // Without a rate, the greatest count there is.
        sip.rate().isCapped() ? (int) Math.ceil(sip.rate().perSecond()) : Integer.MAX_VALUE,
        sip.retryAfter(),
        bounds.answers(),
        bounds.answerBytes().bytes(),
        bounds.inFlight(),
        bounds.connections(),
        bounds.queuePerConnection(),
        bounds.connectTimeout(),
        bounds.idle(),
        bounds.udpBuffer().toIntBytes(),
        bounds.udpThreads());
  }

  /** T2 and T4 keep their proportion to T1 (RFC 3261 §17.1.1.1, table 4). */
  private static SipTimers timers(Duration t1) {
    return new SipTimers(t1, t1.multipliedBy(8), t1.multipliedBy(10));
  }

  private static ListenPoint listenPoint(ListenAddress address) {
    return new ListenPoint(transport(address), address.address().host(), address.address().port());
  }

  private static Transport transport(ListenAddress address) {
    return Transport.of(address.transport().name().toLowerCase(Locale.ROOT));
  }

  private static TlsSettings tls(TlsServer tls) {
    TlsSettings.Identity identity =
        tls.keystore()
            .<TlsSettings.Identity>map(
                keystore ->
                    new TlsSettings.Identity.KeyStoreFile(
                        keystore, tls.password().map(secret -> secret.reveal()).orElse("")))
            .orElseGet(
                () ->
                    new TlsSettings.Identity.PemFiles(
                        tls.certificate().orElseThrow(), tls.key().orElseThrow()));
    TlsSettings settings = TlsSettings.of(identity).with(clientCertificates(tls.clientAuth()));
    return tls.trust().map(settings::trusting).orElse(settings);
  }

  private static ClientCertificates clientCertificates(TlsServer.ClientAuth auth) {
    return switch (auth) {
      case NONE -> ClientCertificates.NOT_ASKED;
      case WANT -> ClientCertificates.WANTED;
      case NEED -> ClientCertificates.NEEDED;
    };
  }

  /** The next hop towards the core. */
  static Optional<Hop> core(SipConfiguration sip) {
    return sip.nextHop().map(hop -> Hop.of(hop.uri()));
  }
}
