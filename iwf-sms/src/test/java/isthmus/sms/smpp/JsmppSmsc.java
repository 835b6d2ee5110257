package isthmus.sms.smpp;

import isthmus.sms.Await;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.EnquireLink;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.util.MessageId;

/**
 * An SMSC made of jSMPP's own server session. It answers each submit_sm with m1, m2, ... and, where
 * a receipt is asked for, sends one.
 */
final class JsmppSmsc implements ServerMessageReceiverListener, AutoCloseable {
  /** A listening socket that is there already, so that its port is known before and never lost. */
  private record Listening(ServerSocket socket) implements ServerConnectionFactory {
    @Override
    public ServerConnection listen(int port) {
      return new ServerSocketConnection(socket);
    }

    @Override
    public ServerConnection listen(int port, int timeout) throws IOException {
      socket.setSoTimeout(timeout);
      return listen(port);
    }

    @Override
    public ServerConnection listen(int port, int timeout, int backlog) throws IOException {
      return listen(port, timeout);
    }
  }

  private final ServerSocket socket;
  private final SMPPServerSessionListener listener;
  private final String password;
  private final AtomicInteger ids = new AtomicInteger();
  private final ExecutorService receipts = Executors.newVirtualThreadPerTaskExecutor();
  final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
  final List<String> bindTypes = new CopyOnWriteArrayList<>();
  final AtomicInteger binds = new AtomicInteger();

  JsmppSmsc(String password) throws IOException {
    this.password = password;
    this.socket = new ServerSocket(0);
    this.listener = new SMPPServerSessionListener(socket.getLocalPort(), new Listening(socket));
    listener.setPduProcessorDegree(4);
    listener.setQueueCapacity(1000);
    listener.setMessageReceiverListener(this);
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  int submitted() {
    return ids.get();
  }

  private void accept() {
    try {
      while (true) {
        SMPPServerSession session = listener.accept();
        session.setTransactionTimer(60_000);
        Thread.ofVirtual().start(() -> bind(session));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void bind(SMPPServerSession session) {
    try {
      BindRequest request = session.waitForBind(60_000);
      binds.incrementAndGet();
      if (request.getPassword().equals(password)) {
        // Before the other side knows, and may count on it.
        bindTypes.add(request.getBindType().name());
        sessions.add(session);
        request.accept("jsmpp", InterfaceVersion.IF_34);
      } else {
        request.reject(SMPPConstant.STAT_ESME_RINVPASWD);
      }
    } catch (IOException | PDUException | TimeoutException _) {
      session.close();
    }
  }

  void deliver(int esmClass, String source, String destination, String text)
      throws PDUException, IOException, NegativeResponseException, ResponseTimeoutException {
    Await.until("a receiver is bound", () -> receiver().isPresent());
    deliver(receiver().orElseThrow(), esmClass, source, destination, text);
  }

  private Optional<SMPPServerSession> receiver() {
    return sessions.stream()
        .filter(session -> session.getSessionState().isReceivable())
        .findFirst();
  }

  private static void deliver(
      SMPPServerSession session, int esmClass, String source, String destination, String text)
      throws PDUException, IOException, NegativeResponseException, ResponseTimeoutException {
    try {
      session.deliverShortMessage(
          "",
          TypeOfNumber.INTERNATIONAL,
          NumberingPlanIndicator.ISDN,
          source,
          TypeOfNumber.INTERNATIONAL,
          NumberingPlanIndicator.ISDN,
          destination,
          new ESMClass(esmClass),
          (byte) 0,
          (byte) 0,
          new RegisteredDelivery(0),
          DataCodings.ZERO,
          text.getBytes(StandardCharsets.US_ASCII));
    } catch (InvalidResponseException e) {
      throw new IOException(e);
    }
  }

  @Override
  public SubmitSmResult onAcceptSubmitSm(SubmitSm sm, SMPPServerSession source)
      throws ProcessRequestException {
    String text = new String(sm.getShortMessage(), StandardCharsets.US_ASCII);
    if (text.startsWith("refuse:")) {
      throw new ProcessRequestException("asked to", Integer.decode(text.substring(7)));
    }
    String id = "m" + ids.incrementAndGet();
    if (sm.getRegisteredDelivery() != 0) {
      receipts.execute(() -> receipt(sm, id));
    }
    try {
      return new SubmitSmResult(new MessageId(id), new OptionalParameter[0]);
    } catch (PDUStringException e) {
      throw new ProcessRequestException(e.getMessage(), e.getErrorCode());
    }
  }

  private void receipt(SubmitSm sm, String id) {
    String text =
        "id:"
            + id
            + " sub:001 dlvrd:001 submit date:2603151020 done date:2603151021 stat:DELIVRD err:000"
            + " text:";
    try {
      deliver(4, sm.getDestAddress(), sm.getSourceAddr(), text);
    } catch (PDUException | IOException | NegativeResponseException | ResponseTimeoutException _) {
      // The test that counts receipts will miss it.
    }
  }

  @Override
  public QuerySmResult onAcceptQuerySm(QuerySm sm, SMPPServerSession source)
      throws ProcessRequestException {
    if (sm.getMessageId().equals("m1")) {
      return new QuerySmResult("", MessageState.DELIVERED, (byte) 0);
    }
    throw new ProcessRequestException("unknown", SMPPConstant.STAT_ESME_RINVMSGID);
  }

  @Override
  public void onAcceptCancelSm(CancelSm sm, SMPPServerSession source)
      throws ProcessRequestException {
    if (!"m1".equals(sm.getMessageId())) {
      throw new ProcessRequestException("unknown", SMPPConstant.STAT_ESME_RCANCELFAIL);
    }
  }

  @Override
  public void onAcceptReplaceSm(ReplaceSm sm, SMPPServerSession source) {}

  @Override
  public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti sm, SMPPServerSession source)
      throws ProcessRequestException {
    throw new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm sm, Session source) throws ProcessRequestException {
    try {
      return new DataSmResult(new MessageId("d" + ids.incrementAndGet()), new OptionalParameter[0]);
    } catch (PDUStringException e) {
      throw new ProcessRequestException(e.getMessage(), e.getErrorCode());
    }
  }

  @Override
  public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm sm, SMPPServerSession source)
      throws ProcessRequestException {
    throw new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
  }

  @Override
  public void onAcceptCancelBroadcastSm(CancelBroadcastSm sm, SMPPServerSession source) {}

  @Override
  public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
      QueryBroadcastSm sm, SMPPServerSession source) throws ProcessRequestException {
    throw new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
  }

  @Override
  public void onAcceptEnquireLink(EnquireLink enquireLink, Session source) {}

  @Override
  public void close() throws IOException {
    listener.close();
    sessions.forEach(SMPPServerSession::close);
    receipts.shutdownNow();
  }
}
