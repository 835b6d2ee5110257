package isthmus.sms;

import isthmus.sms.smpp.EsmeAccount;
import isthmus.sms.smpp.EsmeRequests;
import isthmus.sms.smpp.MessagePdu;
import isthmus.sms.smpp.RequestResult;
import isthmus.sms.smpp.ServerStatus;
import isthmus.sms.smpp.SmppRuntime;
import isthmus.sms.smpp.SmppServer;
import isthmus.sms.smpp.SmppServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Our SMPP listeners; an account may be bound at any of them. */
final class Listeners {
  private final Optional<SmppServerSettings> settings;
  private final List<SmppServer> servers = new CopyOnWriteArrayList<>();

  Listeners(Optional<SmppServerSettings> settings) {
    this.settings = settings;
  }

  /** Opens and starts all, or none. */
  void start(SmppRuntime runtime, EsmeRequests requests) {
    if (settings.isEmpty()) {
      return;
    }
    for (SmppServerConfig config : settings.get().listeners()) {
      try {
        servers.add(new SmppServer(config, accounts(config), runtime, requests));
      } catch (IOException e) {
        servers.forEach(SmppServer::close);
        servers.clear();
        throw new UncheckedIOException(
            "cannot listen for SMPP at "
                + config.host()
                + ":"
                + config.port()
                + ": "
                + e.getMessage(),
            e);
      }
    }
    servers.forEach(SmppServer::start);
  }

  private List<EsmeAccount> accounts(SmppServerConfig config) {
    return settings.orElseThrow().accounts().stream()
        .filter(
            account ->
                config.tls().isPresent()
                    || account.transport() == SmppAccountSettings.Transport.ANY)
        .map(SmppAccountSettings::checked)
        .toList();
  }

  /** Sends to a session of the account at the first listener that has one. */
  CompletionStage<RequestResult> deliver(String account, MessagePdu message) {
    if (servers.size() == 1) {
      return servers.getFirst().deliver(account, message);
    }
    return deliver(account, message, 0);
  }

  private CompletionStage<RequestResult> deliver(String account, MessagePdu message, int from) {
    if (from >= servers.size()) {
      return CompletableFuture.completedFuture(
          new RequestResult.NotSent(RequestResult.Reason.LINK_DOWN, account + " is not bound"));
    }
    return servers
        .get(from)
        .deliver(account, message)
        .thenCompose(
            result ->
                isElsewhere(result)
                    ? deliver(account, message, from + 1)
                    : CompletableFuture.completedFuture(result));
  }

  // An account that must come over TLS is unknown, hence INVALID, at a listener in clear.
  private static boolean isElsewhere(RequestResult result) {
    return result instanceof RequestResult.NotSent(RequestResult.Reason reason, _)
        && (reason == RequestResult.Reason.LINK_DOWN || reason == RequestResult.Reason.INVALID);
  }

  List<Integer> ports() {
    return servers.stream().map(SmppServer::port).toList();
  }

  List<ServerStatus> status() {
    return servers.stream().map(SmppServer::status).toList();
  }

  List<SmppServer> servers() {
    return List.copyOf(servers);
  }
}
