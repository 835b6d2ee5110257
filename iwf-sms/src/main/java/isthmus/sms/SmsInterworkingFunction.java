package isthmus.sms;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.AddressCheck;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.interworking.InterworkingInbound;
import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.interworking.OutboundDisposition;
import isthmus.cpm.interworking.OutboundMessage;
import isthmus.cpm.interworking.Remark;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.KeySource;
import isthmus.sms.mapping.AddressMapping;
import isthmus.sms.mapping.SmsParty;
import isthmus.sms.mapping.StatusTable;
import isthmus.sms.smpp.ServerStatus;
import isthmus.sms.smpp.SmppRuntime;
import isthmus.sms.smpp.SmppServer;
import isthmus.sms.smpp.SmscLink;
import isthmus.sms.text.SegmentationProfile;
import isthmus.sms.text.SmsFormatException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service {@code sms}: short messages over SMPP, by SMSCs that we bind to and by ESMEs and
 * SMSCs that bind to us (CPM SD §5.3).
 *
 * <p>Outcomes are told on the thread that reads from the peer, answers to peers are sent on the
 * thread that completes the gateway's stages: neither may block. A message that was submitted but
 * not answered is a temporary failure, so a peer that took it after all delivers it twice; {@link
 * SmscSettings.Unanswered} decides otherwise.
 */
public final class SmsInterworkingFunction implements InterworkingFunction {
  /** The name of the service. */
  public static final String SERVICE = "sms";

  private static final Logger LOG = LoggerFactory.getLogger(SmsInterworkingFunction.class);

  private final InstantSource clock;
  private final SmppRuntime runtime;
  private final Map<String, Peer> peers = new LinkedHashMap<>();
  private final List<SmscCarrier> smscs = new ArrayList<>();
  private final Listeners listeners;
  private final Router router;
  private final Submission.Tools tools;
  private final SentReceipts sentReceipts;
  private final Addresses addresses;
  private final TextMeasure measure;
  private final AccountPdus accountPdus;
  private final OverdueParts overdueParts;
  private final UnparsableReceipts unparsable = new UnparsableReceipts();
  private final Instant startedAt;
  private volatile boolean closed;

  /**
   * Prepares everything; nothing is connected and no port taken before {@link #start}.
   *
   * @param parser reads short codes in the home numbering plan
   * @param clock for times in messages; intervals use the monotonic clock
   */
  public SmsInterworkingFunction(
      SmsSettings settings,
      InterworkingInbound inbound,
      AddressParser parser,
      InstantSource clock) {
    this.clock = clock;
    this.startedAt = clock.instant();
    // Nothing of ours blocks in a completion, so the hop to another thread is spared.
    SmppRuntime standard = SmppRuntime.standard();
    this.runtime = new SmppRuntime(clock, standard.timer(), Runnable::run);
    this.addresses = new Addresses(parser, settings.shortCodes(), settings.nameDomain());
    this.listeners = new Listeners(settings.server());
    StatusTable statuses = StatusTable.defaults();
    settings.smscs().forEach(smsc -> add(Peer.of(smsc, statuses)));
    List<SmppAccountSettings> accountSettings =
        settings.server().map(SmppServerSettings::accounts).orElse(List.of());
    accountSettings.forEach(account -> add(Peer.of(account, statuses)));
    PeerDirectory directory = id -> Optional.ofNullable(peers.get(id));

    ExternalIds ids = new ExternalIds(new KeySource(clock));
    AssembledMessages assembled =
        new AssembledMessages(inbound, addresses, directory, settings.reassembly());
    PartIntake parts = new PartIntake(inbound.parts(), clock, assembled);
    MessageIntake messages = new MessageIntake(inbound, addresses, ids, clock, parts);
    SmscPdus smscPdus =
        new SmscPdus(peers, new ReceiptIntake(inbound, unparsable, clock), messages);
    this.accountPdus =
        new AccountPdus(peers, smscPdus, messages, new AccountOperations(inbound), ids, clock);
    this.overdueParts =
        new OverdueParts(inbound.parts(), assembled, settings.reassembly().timeout(), clock);

    for (SmscSettings smsc : settings.smscs()) {
      SmscLink link =
          new SmscLink(smsc.link(), runtime, smscPdus, SmsInterworkingFunction::linkChanged);
      smscs.add(new SmscCarrier(smsc, peer(smsc.link().id()), link, settings.failover(), clock));
    }
    List<AccountCarrier> accounts =
        accountSettings.stream()
            .map(account -> new AccountCarrier(account, peer(account.account().id()), listeners))
            .toList();
    this.router = new Router(smscs, accounts);
    this.sentReceipts = new SentReceipts(router, directory);
    this.tools =
        new Submission.Tools(
            clock, new ConcatenationReferences(), settings.failover().afterRefusal(), directory);
    this.measure = new TextMeasure(measuredProfile(settings));
  }

  private void add(Peer peer) {
    peers.put(peer.id(), peer);
  }

  private Peer peer(String id) {
    return Optional.ofNullable(peers.get(id)).orElseThrow();
  }

  // Counted as for the peer that most messages go by: an SMSC link, else an SMSC that binds to us,
  // else the first account.
  private static SegmentationProfile measuredProfile(SmsSettings settings) {
    return settings.smscs().stream()
        .min(Comparator.comparingInt(SmscSettings::priority))
        .map(SmscSettings::segmentation)
        .or(
            () ->
                settings.server().stream()
                    .flatMap(server -> server.accounts().stream())
                    .min(Comparator.comparing(SmppAccountSettings::isEsme))
                    .map(SmppAccountSettings::segmentation))
        .orElse(SegmentationProfile.STANDARD);
  }

  private static void linkChanged(String link, boolean up, String reason) {
    if (up) {
      LOG.info("{}: up", link);
    } else {
      LOG.warn("{}: down: {}", link, reason);
    }
  }

  @Override
  public String service() {
    return SERVICE;
  }

  /**
   * Opens links and listeners.
   *
   * @throws java.io.UncheckedIOException if a listener's address cannot be used; nothing is open
   *     then
   */
  @Override
  public void start() {
    listeners.start(runtime, accountPdus);
    smscs.forEach(smsc -> smsc.link().start());
    overdueParts.start();
  }

  @Override
  public AddressCheck addressOf(Address recipient) {
    return addresses.check(recipient);
  }

  @Override
  public AddressCheck originatorAddressOf(Address originator) {
    return addresses.check(originator);
  }

  /** {@code octets} of user data, and {@code segments} if the content is text. */
  @Override
  public Map<String, Long> measure(Content content) {
    return measure.measure(content);
  }

  @Override
  public void submit(OutboundMessage message, OutcomeSink outcomes) {
    if (!message.message().content().isPlainText()) {
      outcomes.outcome(
          refused(message, FailureCode.CONTENT_REFUSED, "a short message can only be plain text"));
      return;
    }
    if (!message.expires().isAfter(clock.instant())) {
      outcomes.outcome(refused(message, FailureCode.EXPIRED, "its validity is over"));
      return;
    }
    if (closed) {
      outcomes.outcome(
          new DeliveryOutcome.TemporaryFailure(
              Failure.of(FailureCode.LINK_DOWN, "the gateway is stopping"),
              Optional.empty(),
              message.alreadyAccepted()));
      return;
    }
    Optional<SmsParty> from = party(message.from());
    Optional<SmsParty> to = party(message.to());
    if (from.isEmpty() || to.isEmpty()) {
      outcomes.outcome(
          from.isEmpty()
              ? refused(message, FailureCode.BAD_ORIGINATOR, "the sender has no number")
              : refused(message, FailureCode.BAD_RECIPIENT, "the recipient has no number"));
    } else if (router.knowsAWay(to.get())) {
      List<Carrier> candidates = router.candidates(message, to.get());
      new Submission(tools, message, from.get(), to.get(), candidates, outcomes).start();
    } else {
      outcomes.outcome(refused(message, FailureCode.NO_SERVICE, "no SMSC is configured"));
    }
  }

  private static Optional<SmsParty> party(String text) {
    try {
      return Optional.of(AddressMapping.party(text));
    } catch (SmsFormatException _) {
      return Optional.empty();
    }
  }

  private static DeliveryOutcome refused(OutboundMessage message, FailureCode code, String text) {
    return new DeliveryOutcome.PermanentFailure(Failure.of(code, text), message.alreadyAccepted());
  }

  @Override
  public void notify(OutboundDisposition disposition, OutcomeSink outcomes) {
    sentReceipts.send(disposition, outcomes);
  }

  @Override
  public List<LinkStatus> links() {
    List<LinkStatus> links = new ArrayList<>();
    smscs.forEach(smsc -> links.add(LinkReport.of(smsc, startedAt)));
    List<ServerStatus> servers = listeners.status();
    for (Peer peer : peers.values()) {
      if (peer.role() != Peer.Role.SMSC_LINK) {
        List<ServerStatus.AccountStatus> its =
            servers.stream()
                .flatMap(server -> server.accounts().stream())
                .filter(account -> account.id().equals(peer.id()))
                .toList();
        links.add(LinkReport.of(peer, its, startedAt));
      }
    }
    return List.copyOf(links);
  }

  /** The newest receipts that could not be read, newest first, at most a hundred. */
  @Override
  public List<Remark> remarks() {
    return unparsable.newestFirst();
  }

  /** The ports that our SMPP listeners have, in the order of the settings; empty before start. */
  public List<Integer> listeningPorts() {
    return listeners.ports();
  }

  @Override
  public void close() {
    closed = true;
    overdueParts.stop();
    List<Thread> closing = new ArrayList<>();
    for (SmscCarrier smsc : smscs) {
      closing.add(Thread.ofVirtual().start(smsc.link()::close));
    }
    for (SmppServer server : listeners.servers()) {
      closing.add(Thread.ofVirtual().start(server::close));
    }
    try {
      for (Thread thread : closing) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    runtime.close();
  }
}
