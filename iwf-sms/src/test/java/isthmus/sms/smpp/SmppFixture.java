package isthmus.sms.smpp;

import isthmus.sms.Await;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What tests of links and servers have in common: a runtime, and either side of a link on it. */
abstract class SmppFixture {
  final SmppRuntime runtime = SmppRuntime.standard();
  final Inbox inbox = new Inbox();
  final EsmeDesk desk = new EsmeDesk();

  @AfterEach
  void stop() {
    runtime.close();
  }

  static SmppServerConfig config() {
    return SmppServerConfig.of("127.0.0.1", 0, "isthmus");
  }

  /** A server for these accounts, whose messages go to {@link #desk}. */
  SmppServer server(EsmeAccount... accounts) throws IOException {
    return server(config(), desk, accounts);
  }

  SmppServer server(SmppServerConfig config, EsmeRequests requests, EsmeAccount... accounts)
      throws IOException {
    SmppServer server = new SmppServer(config, List.of(accounts), runtime, requests);
    server.start();
    return server;
  }

  /** A link that has begun to bind. */
  SmscLink link(SmscLinkConfig config, InboundPdus inbound) {
    SmscLink link = new SmscLink(config, runtime, inbound, (_, _, _) -> {});
    link.start();
    return link;
  }

  /** A link whose sessions are all bound. */
  SmscLink bound(SmscLinkConfig config, InboundPdus inbound) {
    SmscLink link = link(config, inbound);
    Await.until(
        "all sessions are bound",
        () -> link.status().binds().stream().allMatch(bind -> bind.state() == BindState.BOUND));
    return link;
  }
}
