package isthmus.cpm.sip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes an SSL context from {@link TlsSettings}. */
final class TlsContexts {
  private TlsContexts() {}

  /**
   * Reads the files and makes the context.
   *
   * @throws IOException naming the file that is not as it should be
   */
  static Streams.TlsContext of(TlsSettings settings) throws IOException {
    try {
      char[] password = password(settings.identity());
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(keyStore(settings.identity(), password), password);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(settings.trust().isPresent() ? trustStore(settings.trust().get()) : null);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return new Streams.TlsContext(context, settings);
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "TLS cannot be set up from " + settings.identity() + ": " + e.getMessage(), e);
    }
  }

  private static char[] password(TlsSettings.Identity identity) {
    return switch (identity) {
      case TlsSettings.Identity.KeyStoreFile store -> store.password().toCharArray();
      case TlsSettings.Identity.PemFiles pem -> new char[0];
    };
  }

  private static KeyStore keyStore(TlsSettings.Identity identity, char[] password)
      throws IOException, GeneralSecurityException {
    return switch (identity) {
      case TlsSettings.Identity.KeyStoreFile store ->
          KeyStore.getInstance(store.file().toFile(), password);
      case TlsSettings.Identity.PemFiles pem -> {
        KeyStore made = empty();
        Certificate[] chain = certificates(pem.certificates()).toArray(new Certificate[0]);
        made.setKeyEntry("sip", privateKey(pem.key(), chain), password, chain);
        yield made;
      }
    };
  }

  private static KeyStore trustStore(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    int number = 0;
    for (Certificate certificate : certificates(file)) {
      store.setCertificateEntry("trusted-" + number++, certificate);
    }
    return store;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, new char[0]);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new IOException(file + " holds no PEM certificate");
      }
      return found;
    }
  }

  private static PrivateKey privateKey(Path file, Certificate[] chain)
      throws IOException, GeneralSecurityException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    String begin = "-----BEGIN PRIVATE KEY-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END PRIVATE KEY-----");
    if (from < 0 || to < from) {
      throw new IOException(file + " holds no unencrypted PKCS #8 key (BEGIN PRIVATE KEY)");
    }
    byte[] der = Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    return KeyFactory.getInstance(chain[0].getPublicKey().getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(der));
  }
}
