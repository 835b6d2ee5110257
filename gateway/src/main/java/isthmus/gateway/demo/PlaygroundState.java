package isthmus.gateway.demo;

import isthmus.gateway.demo.CpmMessage.Direction;
import isthmus.sms.smpp.CommandStatus;
import isthmus.sms.smpp.ServerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the playground page shows, at one moment. It is the shape of its JSON.
 *
 * @param phone the CPM user's
 * @param handsets in their order
 */
record PlaygroundState(Phone phone, List<Mobile> handsets, Smsc smsc) {

  /**
   * The CPM user's phone.
   *
   * @param registration how it stands, for people
   */
  record Phone(
      String name,
      String number,
      boolean registered,
      String registration,
      List<CpmThread> threads) {}

  /**
   * A handset.
   *
   * @param waiting short messages that the SMSC keeps for it
   */
  record Mobile(String number, Reach reach, int waiting, List<Sms> messages) {}

  /**
   * A short message on a handset.
   *
   * @param story an id that leads to the message's story at the gateway; absent while none is known
   */
  record Sms(
      String id,
      HandsetMessage.Direction direction,
      String peer,
      String text,
      int parts,
      Instant at,
      HandsetMessage.State state,
      Optional<String> story) {}

  /**
   * The SMSC.
   *
   * @param behaviour normal, refuse, throttle, hang or drop
   * @param refusal the command_status of refuse, as {@code 0x14}
   * @param binds sessions that are bound
   * @param waiting deliveries to the gateway that wait or are tried again
   */
  record Smsc(
      int port, String behaviour, String refusal, Duration receiptDelay, int binds, int waiting) {}

  static PlaygroundState of(CpmClient client, SimulatedSmsc smsc) {
    List<CpmThread> threads = client.threads();
    Phone phone =
        new Phone(
            client.account().name(),
            client.account().number(),
            client.isRegistered(),
            client.registration(),
            threads);
    List<Mobile> mobiles =
        smsc.handsets().stream().map(handset -> mobile(handset, threads)).toList();
    return new PlaygroundState(phone, mobiles, smsc(smsc));
  }

  private static Mobile mobile(Handset handset, List<CpmThread> threads) {
    List<Sms> messages =
        handset.messages().stream()
            .map(
                message ->
                    new Sms(
                        message.id(),
                        message.direction(),
                        message.peer(),
                        message.text(),
                        message.parts(),
                        message.at(),
                        message.state(),
                        story(handset, message, threads)))
            .toList();
    return new Mobile(handset.number(), handset.reach(), handset.waiting(), messages);
  }

  /**
   * What came in has the SMSC's id. What went out has none that the gateway knows, so it is found
   * by what the CPM user got.
   */
  private static Optional<String> story(
      Handset handset, HandsetMessage message, List<CpmThread> threads) {
    return switch (message.direction()) {
      case IN -> Optional.of(message.id());
      case OUT ->
          threads.stream()
              .filter(thread -> thread.peer().equals(handset.number()))
              .flatMap(thread -> thread.messages().stream())
              .filter(
                  got ->
                      got.direction() == Direction.IN
                          && got.text().equals(message.text())
                          && !got.at().isBefore(message.at()))
              .findFirst()
              .map(CpmMessage::id);
    };
  }

  private static Smsc smsc(SimulatedSmsc smsc) {
    ServerStatus status = smsc.status();
    int binds = status.accounts().stream().mapToInt(account -> account.sessions().size()).sum();
    return new Smsc(
        smsc.port(),
        word(smsc.behaviour()),
        smsc.behaviour() instanceof SmscBehaviour.Refuse(int refused)
            ? CommandStatus.describe(refused)
            : "",
        smsc.receiptDelay(),
        binds,
        smsc.waiting());
  }

  private static String word(SmscBehaviour behaviour) {
    return switch (behaviour) {
      case SmscBehaviour.Normal() -> "normal";
      case SmscBehaviour.Refuse _ -> "refuse";
      case SmscBehaviour.Throttle() -> "throttle";
      case SmscBehaviour.Hang() -> "hang";
      case SmscBehaviour.Drop() -> "drop";
    };
  }
}
