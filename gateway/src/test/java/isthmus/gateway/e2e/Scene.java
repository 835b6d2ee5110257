package isthmus.gateway.e2e;

/** A gateway behind a core, the core, and one SMSC: what most tests need. */
record Scene(TestGateway gateway, RawSip core, Smsc smsc) implements AutoCloseable {
  /** Everything runs and the SMSC is bound. */
  static Scene started(String smscOptions, String rest) {
    Scene scene = prepared(smscOptions, rest);
    scene.gateway.start();
    scene.smsc.awaitBound(1);
    return scene;
  }

  static Scene prepared(String smscOptions, String rest) {
    Smsc smsc = new Smsc("m");
    int corePort = TestGateway.freePort();
    TestGateway gateway =
        TestGateway.of(
            TestGateway.freshDatabase(),
            "n1",
            TestGateway.behindCore(corePort),
            TestGateway.sms(TestGateway.smsc("s1", smsc.port(), smscOptions)) + rest);
    return new Scene(gateway, new RawSip("127.0.0.1", corePort, gateway.sipPort()), smsc);
  }

  /** Sends a message and waits until it is accepted. */
  SipText accepted(Pager pager) {
    SipText answer = core.exchange(pager.by(core));
    if (answer.status() != 202) {
      throw new AssertionError(answer.toString());
    }
    return answer;
  }

  @Override
  public void close() {
    gateway.close();
    core.close();
    smsc.close();
  }
}
