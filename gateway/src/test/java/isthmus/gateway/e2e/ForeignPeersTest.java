package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Peers that nobody here wrote: sipp, linphone, Kannel, jSMPP's simulator. */
class ForeignPeersTest {
  private static final int MESSAGES = 500;

  private final List<Process> processes = new ArrayList<>();
  private Path directory = Path.of("target");

  @BeforeEach
  void prepare(TestInfo test) throws IOException {
    directory =
        Path.of("target", "e2e", test.getTestMethod().orElseThrow().getName() + Pager.fresh(""))
            .toAbsolutePath();
    Files.createDirectories(directory);
  }

  @AfterEach
  void endProcesses() {
    for (Process process : processes) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  private static void needs(String program) {
    boolean there =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1), new String[] {"/usr/sbin"})
            .flatMap(Stream::of)
            .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    assumeTrue(there, program + " is not installed here");
  }

  private Path log(String name) {
    return directory.resolve(name + ".log");
  }

  private String output(String name) {
    try {
      return Files.exists(log(name))
          ? Files.readString(log(name), StandardCharsets.ISO_8859_1)
          : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process run(String name, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log(name).toFile())
            .start();
    processes.add(process);
    return process;
  }

  private Path resource(String name) throws IOException {
    Path file = directory.resolve(name);
    try (InputStream in = ForeignPeersTest.class.getResourceAsStream("/isthmus/interop/" + name)) {
      assertThat(in).as(name).isNotNull();
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  @Test
  void sippAndTheSimulatorOfJsmppPassFiveHundredMessagesAndTheirNotifications()
      throws IOException, InterruptedException {
    needs("sipp");
    int smscPort = TestGateway.freePort();
    run(
        "simulator",
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            "-Djsmpp.simulator.port=" + smscPort,
            "-Djsmpp.simulator.bindTimeout=30000",
            "org.jsmpp.examples.SMPPServerSimulator"));
    int corePort = TestGateway.freePort();
    TestGateway gateway =
        TestGateway.of(
            TestGateway.freshDatabase(),
            "n1",
            TestGateway.behindCore(corePort),
            TestGateway.sms(
                    """
                    - id: sim
                      host: 127.0.0.1
                      port: %d
                      system-id: j
                      password: jpwd
                      window: 50
                      reconnect: {min: 100ms, max: 500ms}
                    """
                        .formatted(smscPort))
                + TestGateway.QUICK);
    try (RawSip core = new RawSip("127.0.0.1", corePort, gateway.sipPort());
        gateway) {
      gateway.start();
      int sippPort = TestGateway.freePort();
      Process sipp =
          run(
              "sipp",
              List.of(
                  "sipp",
                  "127.0.0.1:" + gateway.sipPort(),
                  "-sf",
                  resource("sipp-send.xml").toString(),
                  "-i",
                  "127.0.0.1",
                  "-p",
                  "" + sippPort,
                  "-m",
                  "" + MESSAGES,
                  "-r",
                  "200",
                  "-nostdin",
                  "-trace_err"));
      assertThat(sipp.waitFor(180, TimeUnit.SECONDS)).isTrue();
      assertThat(sipp.exitValue()).as(output("sipp")).isZero();
      Set<String> sent = new HashSet<>();
      gateway.texts("select imdn_id from message").forEach(sent::add);
      assertThat(sent).filteredOn(id -> id.startsWith("imdn-")).hasSize(MESSAGES);
      Set<String> wanted = new HashSet<>(sent);
      wanted.removeIf(id -> !id.startsWith("imdn-"));
      Await.containsAll(
          "notifications",
          wanted,
          () -> {
            Set<String> about = new HashSet<>();
            core.requests(request -> request.disposition().equals("delivered"))
                .forEach(request -> about.add(request.about()));
            return about;
          });
      assertThat(core.requests(SipText::isImdn)).hasSize(MESSAGES);
      assertThat(gateway.count("select count(distinct external_id) from part")).isEqualTo(MESSAGES);
    }
  }

  @Test
  void linphoneRegistersAndExchangesAMessageWithAHandset()
      throws IOException, InterruptedException {
    needs("linphonec");
    Smsc smsc = new Smsc("m");
    TestGateway gateway =
        TestGateway.of(
            TestGateway.freshDatabase(),
            "n1",
            """
            mode: embedded
            users:
              - {user: "+15551000001", password: secret, name: Alice}
            """,
            TestGateway.sms(TestGateway.smsc("s1", smsc.port(), "")) + TestGateway.QUICK);
    try (smsc;
        gateway) {
      gateway.start();
      smsc.awaitBound(1);
      Path settings = directory.resolve("linphonerc");
      Files.writeString(
          settings,
          """
          [sip]
          sip_port=%d
          sip_tcp_port=0
          guess_hostname=0
          use_ipv6=0
          default_proxy=0
          [proxy_0]
          reg_proxy=<sip:127.0.0.1:%d;transport=udp>
          reg_route=<sip:127.0.0.1:%d;transport=udp;lr>
          reg_identity=sip:+15551000001@%s
          reg_expires=600
          reg_sendregister=1
          [auth_info_0]
          username=+15551000001
          passwd=secret
          realm=%s
          domain=%s
          """
              .formatted(
                  TestGateway.freePort(),
                  gateway.sipPort(),
                  gateway.sipPort(),
                  TestGateway.DOMAIN,
                  TestGateway.DOMAIN,
                  TestGateway.DOMAIN));
      ProcessBuilder client =
          new ProcessBuilder(
                  "linphonec",
                  "-c",
                  settings.toString(),
                  "-d",
                  "6",
                  "-l",
                  log("linphone-debug").toString())
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log("linphone").toFile());
      // Its address book, history and keys are its own, not those of whoever runs the test.
      client.environment().put("HOME", directory.toString());
      Files.createDirectories(directory.resolve(".local/share/linphone"));
      Process linphone = client.start();
      processes.add(linphone);
      OutputStream commands = linphone.getOutputStream();
      eventually(
          "linphone is registered: " + directory,
          RawSip.PATIENCE,
          () -> gateway.count("select count(*) from binding") > 0);
      String phone = Pager.phone();
      say(commands, "chat sip:%s@%s hello from linphone".formatted(phone, TestGateway.DOMAIN));
      Smsc.Submitted submitted = smsc.awaitTo(phone, 1).getFirst();
      assertThat(submitted.sm().text()).isEqualTo("hello from linphone");
      assertThat(
              smsc.deliver(Pdu.Sm.text(phone.substring(1), "15551000001", "hello from a handset"))
                  .status())
          .isZero();
      eventually(
          "linphone shows the message: " + directory,
          RawSip.PATIENCE,
          () -> output("linphone").contains("hello from a handset"));
      say(commands, "quit");
    }
  }

  private static void say(OutputStream commands, String line) throws IOException {
    commands.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    commands.flush();
  }

  @Test
  void kannelBindsAndTakesTheMessageOfAUser() throws IOException {
    needs("bearerbox");
    int serverPort = TestGateway.freePort();
    int adminPort = TestGateway.freePort();
    int boxPort = TestGateway.freePort();
    Smsc smsc = new Smsc("m");
    TestGateway gateway =
        TestGateway.of(
            TestGateway.freshDatabase(),
            "n1",
            """
            mode: embedded
            users:
              - {user: "+15551000001", password: secret, name: Alice}
            """,
            TestGateway.sms(TestGateway.smsc("s1", smsc.port(), ""))
                + """
                  server:
                    listen: ["tcp://127.0.0.1:%d"]
                    accounts:
                      - {system-id: kannel, password: kanpw, addresses: ["77"]}
                """
                    .formatted(serverPort)
                + TestGateway.QUICK);
    try (smsc;
        gateway) {
      gateway.start();
      Path settings = directory.resolve("kannel.conf");
      Files.writeString(
          settings,
          """
          group = core
          admin-port = %d
          admin-password = bar
          smsbox-port = %d
          log-level = 0
          box-deny-ip = "*.*.*.*"
          box-allow-ip = "127.0.0.1"

          group = smsbox
          bearerbox-host = 127.0.0.1

          group = smsc
          smsc = smpp
          smsc-id = isthmus
          host = 127.0.0.1
          port = %d
          transceiver-mode = true
          smsc-username = kannel
          smsc-password = kanpw
          system-type = ""
          """
              .formatted(adminPort, boxPort, serverPort));
      run("kannel", List.of("bearerbox", settings.toString()));
      eventually(
          "Kannel is bound: " + directory,
          RawSip.PATIENCE,
          () ->
              output("kannel").contains("bind_transceiver_resp")
                  || output("kannel").contains("online"));
      try (Device alice = Device.udp(gateway, "+15551000001", "secret").registered()) {
        Pager pager = Pager.to("tel:77;phone-context=+1", Pager.fresh("to Kannel"));
        SipText answer = alice.send(pager);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(alice.sip().imdn(pager.imdnId()).disposition()).isEqualTo("delivered");
        eventually(
            "Kannel logs its answer: " + directory,
            RawSip.PATIENCE,
            () -> output("kannel").contains("type_name: deliver_sm_resp"));
      }
    }
  }
}
