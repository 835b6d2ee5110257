package isthmus.cpm.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final String PASSWORD = "throw-away";

  @TempDir static Path folder;

  private static Path store;
  private static Path certificates;
  private static Path key;

  @BeforeAll
  static void makeCertificate() throws Exception {
    store = folder.resolve("sip.p12");
    run(
        "-genkeypair",
        "-alias",
        "sip",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=ip:127.0.0.1,dns:localhost",
        "-validity",
        "2");
    KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    certificates = pem("certificate.pem", "CERTIFICATE", made.getCertificate("sip").getEncoded());
    Key privateKey = made.getKey("sip", PASSWORD.toCharArray());
    key = pem("key.pem", "PRIVATE KEY", privateKey.getEncoded());
  }

  private static void run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    Process keytool = new ProcessBuilder(command).inheritIO().start();
    assertThat(keytool.waitFor()).isZero();
  }

  private static Path pem(String name, String label, byte[] der) throws IOException {
    String text =
        "-----BEGIN "
            + label
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END "
            + label
            + "-----\n";
    return Files.writeString(folder.resolve(name), text, StandardCharsets.US_ASCII);
  }

  private static SipEndpoint endpoint(TlsSettings settings) throws IOException {
    return SipEndpoint.start(
        SipConfig.of(List.of(ListenPoint.parse("tls://127.0.0.1:0")), Optional.of(settings)),
        (request, responder) -> responder.respond(SipAnswer.of(202)));
  }

  private static TlsSettings keyStore() {
    return TlsSettings.of(new TlsSettings.Identity.KeyStoreFile(store, PASSWORD));
  }

  private static TlsSettings pemFiles() {
    return TlsSettings.of(new TlsSettings.Identity.PemFiles(certificates, key));
  }

  private static SipResult send(SipEndpoint from, SipEndpoint to) throws Exception {
    Hop hop = new Hop(Transport.TLS, "127.0.0.1", to.listenPoints().getFirst().port());
    return from.send(
            OutboundSipRequest.message("sip:bob@example.org")
                .nextHop(hop)
                .body("text/plain", "hi".getBytes(StandardCharsets.UTF_8))
                .build())
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  @Test
  void twoEndpointsTalkWhenOneTrustsTheOther() throws Exception {
    try (SipEndpoint server = endpoint(keyStore());
        SipEndpoint client = endpoint(pemFiles().trusting(certificates))) {
      assertThat(send(client, server))
          .isInstanceOfSatisfying(
              SipResult.Answered.class, answer -> assertThat(answer.status()).isEqualTo(202));
      assertThat(server.counters().receivedByMethod()).containsEntry("MESSAGE", 1L);
    }
  }

  @Test
  void anUnknownCertificateIsRefused() throws Exception {
    try (SipEndpoint server = endpoint(keyStore());
        SipEndpoint client = endpoint(keyStore())) {
      assertThat(send(client, server)).isInstanceOf(SipResult.TransportFailed.class);
      assertThat(server.counters().receivedByMethod()).isEmpty();
    }
  }

  @Test
  void aClientCertificateCanBeNeeded() throws Exception {
    TlsSettings strict =
        keyStore().trusting(certificates).with(TlsSettings.ClientCertificates.NEEDED);
    try (SipEndpoint server = endpoint(strict);
        SipEndpoint client = endpoint(pemFiles().trusting(certificates))) {
      assertThat(send(client, server)).isInstanceOf(SipResult.Answered.class);
    }
  }

  @Test
  void aFileThatHoldsNoKeyIsNamed() {
    TlsSettings wrong =
        TlsSettings.of(new TlsSettings.Identity.PemFiles(certificates, certificates));
    assertThatThrownBy(() -> endpoint(wrong))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("certificate.pem holds no unencrypted PKCS #8 key");
  }
}
