package isthmus.gateway.assembly;

import isthmus.gateway.config.NumberingConfiguration;
import isthmus.gateway.config.SmppAccount;
import isthmus.gateway.config.SmppServerConfiguration;
import isthmus.gateway.config.SmsConfiguration;
import isthmus.gateway.config.SmscConfiguration;
import isthmus.gateway.config.SmscConfiguration.InterfaceVersion;
import isthmus.gateway.config.TlsClient;
import isthmus.gateway.config.TlsServer;
import isthmus.gateway.config.value.CommandStatus;
import isthmus.gateway.config.value.ListenAddress;
import isthmus.gateway.config.value.Secret;
import isthmus.sms.SmppAccountSettings;
import isthmus.sms.SmppServerSettings;
import isthmus.sms.SmsSettings;
import isthmus.sms.SmscSettings;
import isthmus.sms.mapping.OutcomeClass;
import isthmus.sms.mapping.ValidityPolicy;
import isthmus.sms.smpp.BindMode;
import isthmus.sms.smpp.Cidr;
import isthmus.sms.smpp.EsmeAccount;
import isthmus.sms.smpp.SmppServerConfig;
import isthmus.sms.smpp.SmscLinkConfig;
import isthmus.sms.smpp.TlsSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settings of the SMS function, out of the configuration. */
final class SmsMapping {
  private final SmsProfiles profiles;

  private SmsMapping(NumberingConfiguration numbering) {
    this.profiles = new SmsProfiles(numbering.homeCountry());
  }

  /** All of them. */
  static SmsSettings settings(SmsConfiguration sms, NumberingConfiguration numbering) {
    SmsMapping mapping = new SmsMapping(numbering);
    return new SmsSettings(
        sms.smsc().stream().map(mapping::smsc).toList(),
        sms.server().map(mapping::server),
        reassembly(sms.reassembly()),
        failover(sms.failover()),
        switch (sms.shortCodes()) {
          case ALLOWED -> SmsSettings.ShortCodes.ALLOWED;
          case NOT_VALID -> SmsSettings.ShortCodes.NOT_VALID;
        },
        sms.nameDomain());
  }

  private static SmsSettings.Reassembly reassembly(SmsConfiguration.Reassembly reassembly) {
    return new SmsSettings.Reassembly(
        reassembly.timeout(),
        switch (reassembly.incomplete()) {
          case DELIVER -> SmsSettings.WhenIncomplete.DELIVER;
          case DROP -> SmsSettings.WhenIncomplete.DROP;
        },
        reassembly.marker());
  }

  private static SmsSettings.Failover failover(SmsConfiguration.Failover failover) {
    return new SmsSettings.Failover(
        failover.afterFailures(),
        failover.rest(),
        failover.afterRefusal()
            ? SmsSettings.AfterRefusal.TRY_NEXT
            : SmsSettings.AfterRefusal.GIVE_UP);
  }

  private SmscSettings smsc(SmscConfiguration smsc) {
    return new SmscSettings(
        link(smsc),
        profiles.addressing(smsc.source()),
        profiles.addressing(smsc.destination()),
        profiles.segmentation(smsc.text()),
        profiles.text(smsc.text()),
        profiles.receipts(smsc.receipts()),
        new ValidityPolicy(
            switch (smsc.validity()) {
              case ABSOLUTE -> ValidityPolicy.Form.ABSOLUTE;
              case RELATIVE -> ValidityPolicy.Form.RELATIVE;
              case NONE -> ValidityPolicy.Form.NONE;
            },
            smsc.longestValidity()),
        smsc.priority(),
        smsc.weight(),
        statuses(smsc.statuses()),
        switch (smsc.parts()) {
          case ONE_BY_ONE -> SmscSettings.Parts.ONE_BY_ONE;
          case PIPELINED -> SmscSettings.Parts.PIPELINED;
        },
        switch (smsc.unanswered()) {
          case TEMPORARY -> SmscSettings.Unanswered.TEMPORARY;
          case PERMANENT -> SmscSettings.Unanswered.PERMANENT;
        });
  }

  private static SmscLinkConfig link(SmscConfiguration smsc) {
    return new SmscLinkConfig(
        smsc.id(),
        smsc.host(),
        smsc.port(),
        smsc.systemId(),
        smsc.password().map(Secret::reveal).orElse(""),
        smsc.systemType().orElse(""),
        switch (smsc.bind()) {
          case TRANSCEIVER -> List.of(BindMode.TRANSCEIVER);
          case TRANSMITTER_AND_RECEIVER -> List.of(BindMode.TRANSMITTER, BindMode.RECEIVER);
          case TRANSMITTER -> List.of(BindMode.TRANSMITTER);
        },
        smsc.binds(),
        version(smsc.interfaceVersion()),
        smsc.addressRange().orElse(""),
        smsc.tls().map(SmsMapping::tls),
        new SmscLinkConfig.Pace(
            smsc.window(),
            smsc.rate().perSecond(),
            smsc.queue(),
            smsc.throttlePause(),
            smsc.longestThrottlePause()),
        new SmscLinkConfig.Timers(
            smsc.connectTimeout(),
            smsc.responseTimeout(),
            smsc.enquireLink(),
            smsc.maxMissedEnquiries(),
            smsc.reconnect().min(),
            smsc.reconnect().max(),
            smsc.reconnect().afterRefusal(),
            smsc.reconnect().jitter().value(),
            smsc.drain()),
        new SmscLinkConfig.Bounds(
            smsc.maxPduBytes().toIntBytes(), smsc.inboundWindow(), smsc.answerTimeout()));
  }

  private static Map<Integer, OutcomeClass> statuses(
      Map<CommandStatus, SmscConfiguration.StatusMeaning> statuses) {
    Map<Integer, OutcomeClass> outcomes = new HashMap<>();
    statuses.forEach(
        (status, meaning) ->
            outcomes.put(
                // The wire's four octets; a status above 0x7FFFFFFF is a negative int.
                (int) status.code(),
                switch (meaning) {
                  case THROTTLED -> OutcomeClass.THROTTLED;
                  case TEMPORARY -> OutcomeClass.TEMPORARY;
                  case PERMANENT -> OutcomeClass.REJECTED;
                }));
    return outcomes;
  }

  private SmppServerSettings server(SmppServerConfiguration server) {
    return new SmppServerSettings(
        server.listen().stream().map(address -> listener(address, server)).toList(),
        server.accounts().stream().map(this::account).toList());
  }

  private static SmppServerConfig listener(ListenAddress address, SmppServerConfiguration server) {
    Optional<TlsSettings> tls =
        switch (address.transport()) {
          case TCP -> Optional.empty();
          case TLS -> server.tls().map(SmsMapping::tls);
          case UDP -> throw new IllegalArgumentException("sms.server.listen: SMPP has no udp");
        };
    return new SmppServerConfig(
        address.address().host(),
        address.address().port(),
        server.systemId(),
        version(server.interfaceVersion()),
        tls,
        server.maxConnections(),
        server.bindTimeout(),
        server.responseTimeout(),
        server.enquireLink(),
        server.maxMissedEnquiries(),
        server.maxPduBytes().toIntBytes(),
        server.answerTimeout());
  }

  private SmppAccountSettings account(SmppAccount account) {
    return new SmppAccountSettings(
        esme(account),
        account.requireTls()
            ? SmppAccountSettings.Transport.TLS
            : SmppAccountSettings.Transport.ANY,
        profiles.addressing(account.addressing()),
        profiles.segmentation(account.text()),
        profiles.text(account.text()),
        profiles.receipts(account.receipts()),
        switch (account.acceptance()) {
          case DELIVERED -> SmppAccountSettings.Acceptance.DELIVERED;
          case TAKEN -> SmppAccountSettings.Acceptance.TAKEN;
        },
        switch (account.whenUnbound()) {
          case WAIT -> SmppAccountSettings.WhenUnbound.WAIT;
          case USE_SMSC -> SmppAccountSettings.WhenUnbound.USE_SMSC;
        });
  }

  private static EsmeAccount esme(SmppAccount account) {
    return new EsmeAccount(
        account.systemId(),
        account.systemId(),
        account.password().reveal(),
        switch (account.kind()) {
          case ESME -> EsmeAccount.Kind.ESME;
          case SMSC -> EsmeAccount.Kind.SMSC;
        },
        account.bind().stream().map(SmsMapping::bindMode).collect(Collectors.toSet()),
        account.maxBinds(),
        account.allowed().stream()
            .map(cidr -> new Cidr(cidr.network(), cidr.prefixLength()))
            .toList(),
        account.sourceAddresses(),
        account.addresses(),
        new EsmeAccount.Limits(
            account.window(),
            account.rate().perSecond(),
            account.window(),
            account.deliverRate().perSecond(),
            account.queue(),
            account.throttlePause(),
            account.longestThrottlePause()));
  }

  private static BindMode bindMode(SmppAccount.BindMode mode) {
    return switch (mode) {
      case TRANSCEIVER -> BindMode.TRANSCEIVER;
      case TRANSMITTER -> BindMode.TRANSMITTER;
      case RECEIVER -> BindMode.RECEIVER;
    };
  }

  private static int version(InterfaceVersion version) {
    return switch (version) {
      case V3_4 -> 0x34;
      case V5_0 -> 0x50;
    };
  }

  private static TlsSettings tls(TlsClient tls) {
    return new TlsSettings(
        tls.trust(),
        identity(tls.keystore(), tls.password(), tls.certificate(), tls.key()),
        tls.verifyHost(),
        TlsSettings.ClientCertificates.NOT_ASKED);
  }

  private static TlsSettings tls(TlsServer tls) {
    return new TlsSettings(
        tls.trust(),
        identity(tls.keystore(), tls.password(), tls.certificate(), tls.key()),
        false,
        switch (tls.clientAuth()) {
          case NONE -> TlsSettings.ClientCertificates.NOT_ASKED;
          case WANT -> TlsSettings.ClientCertificates.WANTED;
          case NEED -> TlsSettings.ClientCertificates.NEEDED;
        });
  }

  private static Optional<TlsSettings.Identity> identity(
      Optional<Path> keystore,
      Optional<Secret> password,
      Optional<Path> certificate,
      Optional<Path> key) {
    return keystore
        .<TlsSettings.Identity>map(
            file -> new TlsSettings.KeyStoreFile(file, password.map(Secret::reveal).orElse("")))
        .or(
            () ->
                certificate.flatMap(
                    chain -> key.map(secret -> new TlsSettings.PemFiles(chain, secret))));
  }
}
