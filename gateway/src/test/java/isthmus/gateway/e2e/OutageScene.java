package isthmus.gateway.e2e;

import isthmus.gateway.store.DatabaseSource;
import java.time.Duration;

/** A gateway whose database is about to fail, with the SMSC and the core it talks to. */
record OutageScene(Smsc smsc, RawSip core, TestGateway gateway) implements AutoCloseable {
  /** Starts all; the gateway waits two seconds for the database. */
  static OutageScene over(DatabaseSource.Server server) {
    Smsc smsc = new Smsc("m");
    int corePort = TestGateway.freePort();
    TestGateway gateway =
        TestGateway.of(
            server,
            Duration.ofSeconds(2),
            "n1",
            TestGateway.behindCore(corePort) + "retry-after: 7s\n",
            TestGateway.sms(TestGateway.smsc("s1", smsc.port(), ""))
                + """
                delivery:
                  retry: {first: 200ms, factor: 1.5, max: 1s}
                  lease: 5s
                """);
    RawSip core = new RawSip("127.0.0.1", corePort, gateway.sipPort());
    gateway.start();
    smsc.awaitBound(1);
    return new OutageScene(smsc, core, gateway);
  }

  /** Sends a message and waits for the answer. */
  SipText sent(Pager pager) {
    core.send(pager.by(core));
    return core.response(pager.callId());
  }

  @Override
  public void close() {
    gateway.close();
    core.close();
    smsc.close();
  }
}
