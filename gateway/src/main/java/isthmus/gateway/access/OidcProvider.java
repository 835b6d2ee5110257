package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import isthmus.gateway.config.OidcConfiguration;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A provider of OpenID Connect: the authorization code flow with PKCE (OpenID Connect Core 1.0
 * §3.1, RFC 7636). What it offers is read when it is first needed, and again every hour; its keys
 * as they change. Nothing that it says is believed unless it is signed with one of them.
 */
final class OidcProvider {
  private static final int MILLIS = 5_000;
  private static final int MOST_OCTETS = 256 * 1_024;
  private static final Duration FRESH = Duration.ofHours(1);
  private static final String CALLBACK = "/api/session/oidc/callback";

  /** With a key pair: whoever knows the client's secret must not be able to sign tokens. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.copyOf(
          JWSAlgorithm.Family.SIGNATURE.stream()
              .filter(algorithm -> !algorithm.equals(JWSAlgorithm.ES256K))
              .toList());

  private final OidcConfiguration settings;
  private final InstantSource clock;
  private volatile Optional<Known> known = Optional.empty();

  /** What the provider offers. */
  private record Known(OIDCProviderMetadata metadata, IDTokenValidator validator, Instant at) {}

  /**
   * What the browser keeps while its user is at the provider.
   *
   * @param next where it wants to go afterwards
   */
  record Attempt(String state, String nonce, String verifier, String next) {
    static Attempt towards(String next) {
      return new Attempt(
          new State(32).getValue(), new Nonce(32).getValue(), new CodeVerifier().getValue(), next);
    }
  }

  OidcProvider(OidcConfiguration settings, InstantSource clock) {
    this.settings = requireNonNull(settings);
    this.clock = requireNonNull(clock);
  }

  /** Whether browsers come to the gateway by https. */
  boolean isHttps() {
    return settings.redirectBase().startsWith("https:");
  }

  /**
   * Where the browser goes to log in.
   *
   * @throws AccessRefusedException 502 when the provider does not answer
   */
  URI address(Attempt attempt) {
    OIDCProviderMetadata metadata = known().metadata();
    return new AuthenticationRequest.Builder(
            ResponseType.CODE,
            new Scope(settings.scopes().toArray(String[]::new)),
            new ClientID(settings.clientId()),
            callback())
        .endpointURI(metadata.getAuthorizationEndpointURI())
        .state(new State(attempt.state()))
        .nonce(new Nonce(attempt.nonce()))
        .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * Who came back with a code.
   *
   * @throws AccessRefusedException 502 when the provider does not answer, 401 when it refuses the
   *     code or its token is not to be believed, 403 when it gives no role
   */
  IdentityClaims redeem(String code, Attempt attempt) {
    Known provider = known();
    try {
      OIDCTokenResponse tokens = tokens(code, attempt, provider.metadata());
      IDTokenClaimsSet claims =
          provider
              .validator()
              .validate(tokens.getOIDCTokens().getIDToken(), new Nonce(attempt.nonce()));
      return IdentityClaims.of(
          settings.issuer(), claims.toJSONObject(), settings.roleClaim(), settings.roles());
    } catch (RemoteKeySourceException | IOException e) {
      throw silent(e);
    } catch (BadJOSEException | JOSEException | ParseException e) {
      throw new AccessRefusedException(
          401, "", "the provider's answer is not to be believed: " + line(e));
    }
  }

  private OIDCTokenResponse tokens(String code, Attempt attempt, OIDCProviderMetadata metadata)
      throws IOException, ParseException {
    HTTPRequest request = tokenRequest(code, attempt, metadata).toHTTPRequest();
    request.setConnectTimeout(MILLIS);
    request.setReadTimeout(MILLIS);
    request.setFollowRedirects(false);
    TokenResponse response = OIDCTokenResponseParser.parse(request.send());
    if (response.indicatesSuccess()) {
      return (OIDCTokenResponse) response.toSuccessResponse();
    }
    throw new AccessRefusedException(
        401,
        "",
        "the provider refuses the log-in: "
            + oneLine(String.valueOf(response.toErrorResponse().getErrorObject().getCode())));
  }

  private TokenRequest tokenRequest(String code, Attempt attempt, OIDCProviderMetadata metadata) {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), callback(), new CodeVerifier(attempt.verifier()));
    ClientID client = new ClientID(settings.clientId());
    if (settings.clientSecret().isEmpty()) {
      return new TokenRequest.Builder(metadata.getTokenEndpointURI(), client, grant).build();
    }
    Secret secret = new Secret(settings.clientSecret().get().reveal());
    List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
    boolean post =
        methods != null
            && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
            && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    return new TokenRequest.Builder(
            metadata.getTokenEndpointURI(),
            post ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret),
            grant)
        .build();
  }

  private Known known() {
    Instant now = clock.instant();
    return known
        .filter(entry -> entry.at().plus(FRESH).isAfter(now))
        .orElseGet(
            () -> {
              Known fresh = discover(now);
              known = Optional.of(fresh);
              return fresh;
            });
  }

  private Known discover(Instant now) {
    Issuer issuer = new Issuer(settings.issuer());
    try {
      OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(issuer, MILLIS, MILLIS);
      for (URI endpoint :
          List.of(
              metadata.getAuthorizationEndpointURI(),
              metadata.getTokenEndpointURI(),
              metadata.getJWKSetURI())) {
        if (!OidcConfiguration.isSafe(endpoint.toString())) {
          throw new AccessRefusedException(
              502, "", "the provider names an address that is not https: " + endpoint);
        }
      }
      return new Known(metadata, validator(issuer, metadata), now);
    } catch (IOException e) {
      throw silent(e);
    } catch (GeneralException e) {
      throw new AccessRefusedException(
          502, "", settings.issuer() + " does not describe itself as a provider: " + line(e));
    }
  }

  private IDTokenValidator validator(Issuer issuer, OIDCProviderMetadata metadata)
      throws MalformedURLException {
    JWKSource<SecurityContext> keys =
        JWKSourceBuilder.create(
                metadata.getJWKSetURI().toURL(),
                new DefaultResourceRetriever(MILLIS, MILLIS, MOST_OCTETS))
            .retrying(true)
            .build();
    List<JWSAlgorithm> offered = metadata.getIDTokenJWSAlgs();
    Set<JWSAlgorithm> algorithms =
        ALGORITHMS.stream()
            .filter(algorithm -> offered == null || offered.contains(algorithm))
            .collect(Collectors.toSet());
    if (algorithms.isEmpty()) {
      throw new AccessRefusedException(502, "", "the provider signs in no way that is known here");
    }
    IDTokenValidator validator =
        new IDTokenValidator(
            issuer,
            new ClientID(settings.clientId()),
            new JWSVerificationKeySelector<>(algorithms, keys),
            null);
    validator.setMaxClockSkew((int) settings.clockSkew().toSeconds());
    return validator;
  }

  private AccessRefusedException silent(Exception e) {
    return new AccessRefusedException(
        502, "", "the provider " + settings.issuer() + " does not answer: " + line(e));
  }

  private URI callback() {
    String base = settings.redirectBase();
    return URI.create(
        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + CALLBACK);
  }

  private static String line(Exception e) {
    return oneLine(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
  }

  private static String oneLine(String text) {
    String line = text.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 200 ? line : line.substring(0, 200);
  }
}
