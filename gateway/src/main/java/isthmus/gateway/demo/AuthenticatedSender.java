package isthmus.gateway.demo;

import isthmus.cpm.sip.OutboundSipRequest;
import isthmus.cpm.sip.SipHeader;
import isthmus.cpm.sip.SipResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Sends requests with credentials, and answers a challenge once (RFC 3261 §22.2). Safe for any
 * thread.
 */
final class AuthenticatedSender {
  private final Function<OutboundSipRequest, CompletionStage<SipResult>> endpoint;
  private final DigestClient digest;

  AuthenticatedSender(
      Function<OutboundSipRequest, CompletionStage<SipResult>> endpoint, DigestClient digest) {
    this.endpoint = endpoint;
    this.digest = digest;
  }

  /**
   * Sends a request; it gets a Call-ID if it has none.
   *
   * @param cseq of the first attempt; the next number is left for a second one
   */
  CompletionStage<SipResult> send(OutboundSipRequest.Builder builder, long cseq) {
    OutboundSipRequest request = builder.build();
    String callId = request.callId().orElseGet(() -> UUID.randomUUID().toString());
    return endpoint
        .apply(signed(request, callId, cseq))
        .thenCompose(
            result ->
                result instanceof SipResult.Answered answered
                        && answered.status() == 401
                        && digest.challenged(answered.headers().all("WWW-Authenticate"))
                    ? endpoint.apply(signed(request, callId, cseq + 1))
                    : CompletableFuture.completedFuture(result));
  }

  private OutboundSipRequest signed(OutboundSipRequest request, String callId, long cseq) {
    List<SipHeader> headers = new ArrayList<>(request.headers());
    digest
        .authorization(request.method(), request.requestUri())
        .ifPresent(value -> headers.add(new SipHeader("Authorization", value)));
    return new OutboundSipRequest(
        request.method(),
        request.requestUri(),
        request.nextHop(),
        request.routes(),
        request.from(),
        request.to(),
        Optional.of(callId),
        cseq,
        headers,
        request.body());
  }
}
