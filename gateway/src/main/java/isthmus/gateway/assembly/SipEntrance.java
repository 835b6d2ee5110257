package isthmus.gateway.assembly;

import isthmus.cpm.sip.OutboundSipRequest;
import isthmus.cpm.sip.SipEndpoint;
import isthmus.cpm.sip.SipResult;
import isthmus.gateway.config.SipConfiguration;
import isthmus.gateway.users.CoreRegistrationDoor;
import isthmus.gateway.users.RegisterDoor;
import isthmus.gateway.users.RegistrationDoor;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;

/** Where SIP requests come in and go out: the endpoint and the doors behind it. */
final class SipEntrance {
  /** The endpoint comes last, when there is somebody behind it; until then nothing is sent. */
  private volatile Optional<SipEndpoint> endpoint = Optional.empty();

  private final SipConfiguration configuration;
  private final Codecs codecs;
  private final InstantSource clock;
  private final ExecutorService blocking;

  SipEntrance(
      SipConfiguration configuration,
      Codecs codecs,
      InstantSource clock,
      ExecutorService blocking) {
    this.configuration = configuration;
    this.codecs = codecs;
    this.clock = clock;
    this.blocking = blocking;
  }

  /** Sends a request, as soon as there is an endpoint to send it from. */
  CompletionStage<SipResult> send(OutboundSipRequest request) {
    return endpoint
        .map(open -> open.send(request))
        .orElseGet(
            () ->
                CompletableFuture.completedStage(
                    new SipResult.TransportFailed("the gateway is starting or stopping")));
  }

  /**
   * Takes requests from now on.
   *
   * @param resources keeps what is opened
   */
  SipEndpoint open(
      Resources resources, CpmSide cpm, Pipeline pipeline, Stores stores, Gauges gauges)
      throws IOException {
    Reception reception =
        switch (cpm.registrations()) {
          // Digests are checked beside the threads that receive.
          case CpmSide.Embedded _ -> resources.keep(new SenderStripes());
          case CpmSide.Core _ -> Reception.atOnce();
        };
    SipEndpoint started =
        resources.keep(
            SipEndpoint.start(
                SipSide.config(configuration),
                new SipDoors(
                    pipeline.ways(),
                    registerDoor(cpm, pipeline, stores),
                    reception,
                    configuration.retryAfter()),
                new Overload(
                    gauges::suspended,
                    pipeline.batches()::nearlyFull,
                    configuration.retryAfter())));
    endpoint = Optional.of(started);
    return started;
  }

  private RegisterDoor registerDoor(CpmSide cpm, Pipeline pipeline, Stores stores) {
    Duration retryAfter = configuration.retryAfter();
    return switch (cpm.registrations()) {
      case CpmSide.Embedded embedded -> {
        RegistrationDoor door =
            new RegistrationDoor(
                embedded.registrar(),
                embedded.users(),
                embedded.clients(),
                stores.messages(),
                pipeline.work(),
                clock,
                blocking,
                retryAfter);
        follow(embedded, door, pipeline, stores);
        yield door;
      }
      case CpmSide.Core core ->
          new CoreRegistrationDoor(
              core.trusted(),
              codecs.addresses(),
              core.users(),
              stores.messages(),
              pipeline.work(),
              clock,
              blocking,
              retryAfter);
    };
  }

  /** What other nodes do to users and registrations is known here a second later. */
  private void follow(
      CpmSide.Embedded embedded, RegistrationDoor door, Pipeline pipeline, Stores stores) {
    pipeline.housekeeping().every(Gateway.FOLLOWING, embedded.administration()::refresh);
    pipeline.housekeeping().every(Gateway.FOLLOWING, door::refresh);
    pipeline
        .housekeeping()
        .every(Duration.ofMinutes(1), () -> stores.bindings().removeExpired(clock.instant()));
  }
}
