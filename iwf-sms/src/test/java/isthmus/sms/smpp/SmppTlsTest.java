package isthmus.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.sms.Await;
import isthmus.sms.smpp.TlsSettings.ClientCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides over TLS, with a certificate made for the test. */
class SmppTlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path directory;

  private final SmppRuntime runtime = SmppRuntime.standard();
  private final EsmeDesk desk = new EsmeDesk();

  @BeforeAll
  static void makeCertificates() throws Exception {
    makeCertificate("right", "DNS:localhost,IP:127.0.0.1");
    makeCertificate("wrong", "DNS:other.example.org");
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  private static void makeCertificate(String name, String names) throws Exception {
    keytool(
        "-genkeypair",
        "-alias",
        "k",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "SAN=" + names,
        "-storetype",
        "PKCS12",
        "-keystore",
        store(name).toString(),
        "-storepass",
        PASSWORD,
        "-validity",
        "2");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "k",
        "-keystore",
        store(name).toString(),
        "-storepass",
        PASSWORD,
        "-file",
        pem(name).toString());
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  private static Path store(String name) {
    return directory.resolve(name + ".p12");
  }

  private static Path pem(String name) {
    return directory.resolve(name + ".pem");
  }

  private SmppServer server(String certificate) throws IOException {
    SmppServerConfig config =
        SmppServerConfig.of("127.0.0.1", 0, "isthmus")
            .withTls(TlsSettings.serving(store(certificate), PASSWORD))
            .withTimers(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(30), 2);
    SmppServer server =
        new SmppServer(config, List.of(EsmeAccount.of("esme", "pw")), runtime, desk);
    server.start();
    return server;
  }

  private SmscLink link(SmppServer server, TlsSettings tls) {
    SmscLink link =
        new SmscLink(Pdus.link(server.port()).withTls(tls), runtime, new Inbox(), (_, _, _) -> {});
    link.start();
    return link;
  }

  private static String firstError(SmscLink link) {
    Await.until(
        "an error is reported", () -> link.status().binds().getFirst().lastError().isPresent());
    return link.status().binds().getFirst().lastError().orElseThrow();
  }

  @Test
  void aTrustedCertificateForTheHostIsAccepted() throws Exception {
    try (SmppServer server = server("right");
        SmscLink link = link(server, TlsSettings.trusting(pem("right")))) {
      Await.until("the link is up", link::isUp);
      assertInstanceOf(RequestResult.Accepted.class, Await.get(link.submit(Pdus.submit("secret"))));
      assertInstanceOf(
          RequestResult.Accepted.class, Await.get(server.deliver("esme", Pdus.deliver("secret"))));
    }
  }

  @Test
  void anUntrustedCertificateIsRefused() throws Exception {
    try (SmppServer server = server("right");
        SmscLink link = link(server, TlsSettings.systemTrust())) {
      assertTrue(firstError(link).contains("PKIX"), firstError(link));
      assertFalse(link.isUp());
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefusedUnlessTheCheckIsOff() throws Exception {
    TlsSettings checking = TlsSettings.trusting(pem("wrong"));
    TlsSettings lax =
        new TlsSettings(checking.trustPem(), Optional.empty(), false, ClientCertificates.NOT_ASKED);
    try (SmppServer server = server("wrong");
        SmscLink strict = link(server, checking);
        SmscLink loose = link(server, lax)) {
      assertTrue(firstError(strict).contains("127.0.0.1"), firstError(strict));
      Await.until("the other link is up", loose::isUp);
      assertFalse(strict.isUp());
    }
  }

  @Test
  void clearTextAtATlsPortIsDisconnected() throws Exception {
    try (SmppServer server = server("right");
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.write(RawPeer.BIND_TRANSCEIVER, 0, 1);
      Await.until("no connection is left", () -> server.status().connections() == 0);
    }
  }

  /** The key store's key as PEM; keytool writes certificates only. */
  private static Path key(String name) throws Exception {
    KeyStore store = KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray());
    byte[] der = store.getKey("k", PASSWORD.toCharArray()).getEncoded();
    String base64 = Base64.getMimeEncoder().encodeToString(der);
    return Files.writeString(
        directory.resolve(name + ".key"),
        "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
  }

  @Test
  void pemFilesServeAsWellAsAKeyStore() throws Exception {
    TlsSettings settings =
        new TlsSettings(
            Optional.empty(),
            Optional.of(new TlsSettings.PemFiles(pem("right"), key("right"))),
            false,
            ClientCertificates.NOT_ASKED);
    SmppServerConfig config = SmppServerConfig.of("127.0.0.1", 0, "isthmus").withTls(settings);
    try (SmppServer server =
        new SmppServer(config, List.of(EsmeAccount.of("esme", "pw")), runtime, desk)) {
      server.start();
      try (SmscLink link = link(server, TlsSettings.trusting(pem("right")))) {
        Await.until("the link is up", link::isUp);
      }
    }
  }

  @Test
  void aPemFileWithoutAKeyIsNamed() {
    TlsSettings settings =
        new TlsSettings(
            Optional.empty(),
            Optional.of(new TlsSettings.PemFiles(pem("right"), pem("right"))),
            false,
            ClientCertificates.NOT_ASKED);
    SmppServerConfig config = SmppServerConfig.of("127.0.0.1", 0, "isthmus").withTls(settings);
    IOException wrong =
        assertThrows(
            IOException.class, () -> new SmppServer(config, List.of(), runtime, desk).close());
    assertTrue(wrong.getMessage().contains("holds no unencrypted PKCS #8 key"));
  }

  @Test
  void aWantedClientCertificateMayBeMissing() throws Exception {
    TlsSettings wanting =
        new TlsSettings(
            Optional.of(pem("right")),
            Optional.of(new TlsSettings.KeyStoreFile(store("right"), PASSWORD)),
            false,
            ClientCertificates.WANTED);
    SmppServerConfig config = SmppServerConfig.of("127.0.0.1", 0, "isthmus").withTls(wanting);
    try (SmppServer server =
        new SmppServer(config, List.of(EsmeAccount.of("esme", "pw")), runtime, desk)) {
      server.start();
      try (SmscLink without = link(server, TlsSettings.trusting(pem("right")))) {
        Await.until("the link is up", without::isUp);
      }
    }
  }

  @Test
  void aClientCertificateIsDemandedWhereConfigured() throws Exception {
    TlsSettings.KeyStoreFile key = new TlsSettings.KeyStoreFile(store("right"), PASSWORD);
    TlsSettings mutual =
        new TlsSettings(
            Optional.of(pem("right")), Optional.of(key), true, ClientCertificates.NEEDED);
    SmppServerConfig config = SmppServerConfig.of("127.0.0.1", 0, "isthmus").withTls(mutual);
    try (SmppServer server =
        new SmppServer(config, List.of(EsmeAccount.of("esme", "pw")), runtime, desk)) {
      server.start();
      try (SmscLink without = link(server, TlsSettings.trusting(pem("right")));
          SmscLink with = link(server, mutual)) {
        Await.until("the link with a certificate is up", with::isUp);
        assertFalse(firstError(without).isEmpty());
        assertFalse(without.isUp());
      }
    }
  }
}
