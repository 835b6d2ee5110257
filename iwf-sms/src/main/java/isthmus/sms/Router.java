package isthmus.sms;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.interworking.OutboundMessage;
import isthmus.sms.mapping.SmsParty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Chooses by which peers a message may go, best first. Safe for any thread. */
final class Router {
  private final List<SmscCarrier> smscs;
  private final List<AccountCarrier> accounts;

  Router(List<SmscCarrier> smscs, List<AccountCarrier> accounts) {
    this.smscs = List.copyOf(smscs);
    this.accounts = List.copyOf(accounts);
  }

  /** Whether there is any way at all to this party, up or down. */
  boolean knowsAWay(SmsParty to) {
    return !smscs.isEmpty() || serving(to).isPresent();
  }

  /** The peers to try, in order; links that are down are left out. */
  List<Carrier> candidates(OutboundMessage message, SmsParty to) {
    List<Carrier> candidates = new ArrayList<>(smscs.size() + 1);
    Optional<AccountCarrier> account = serving(to);
    account.ifPresent(candidates::add);
    if (account.isEmpty() || !account.get().waitsWhenUnbound()) {
      addSmscs(candidates);
    }
    if (candidates.size() > 1) {
      prefer(candidates, message);
    }
    return candidates;
  }

  Optional<AccountCarrier> account(String id) {
    return accounts.stream().filter(account -> account.peer().id().equals(id)).findFirst();
  }

  private Optional<AccountCarrier> serving(SmsParty to) {
    AccountCarrier best = null;
    int longest = -1;
    for (AccountCarrier account : accounts) {
      int length = account.serves(to);
      if (length > longest) {
        longest = length;
        best = account;
      }
    }
    return Optional.ofNullable(best);
  }

  private record Ranked(SmscCarrier smsc, boolean resting, boolean saturated, double lot) {
    // -ln(u)/weight in ascending order draws without replacement in proportion to the weights.
    static Ranked of(SmscCarrier smsc) {
      double lot = -Math.log(1 - ThreadLocalRandom.current().nextDouble()) / smsc.weight();
      return new Ranked(smsc, smsc.isResting(), smsc.isSaturated(), lot);
    }

    int priority() {
      return smsc.priority();
    }
  }

  private static final Comparator<Ranked> ORDER =
      Comparator.comparing(Ranked::resting)
          .thenComparingInt(Ranked::priority)
          .thenComparing(Ranked::saturated)
          .thenComparingDouble(Ranked::lot);

  private void addSmscs(List<Carrier> candidates) {
    if (smscs.size() == 1) {
      if (smscs.getFirst().isUp()) {
        candidates.add(smscs.getFirst());
      }
      return;
    }
    smscs.stream()
        .filter(SmscCarrier::isUp)
        .map(Ranked::of)
        .sorted(ORDER)
        .forEach(ranked -> candidates.add(ranked.smsc()));
  }

  // A reply goes back where the message came from; what was begun goes on where it was begun.
  private static void prefer(List<Carrier> candidates, OutboundMessage message) {
    message
        .message()
        .service()
        .filter(service -> service.service().equals(SmsInterworkingFunction.SERVICE))
        .flatMap(ServiceIdentifier::instance)
        .ifPresent(
            instance ->
                toFront(
                    candidates,
                    carrier ->
                        carrier.peer().service().instance().filter(instance::equals).isPresent()));
    if (!message.alreadyAccepted().isEmpty()) {
      ExternalPart first = message.alreadyAccepted().getFirst();
      toFront(candidates, carrier -> carrier.peer().id().equals(first.peer()));
    }
  }

  private interface Test {
    boolean holds(Carrier carrier);
  }

  private static void toFront(List<Carrier> candidates, Test test) {
    for (int i = 1; i < candidates.size(); i++) {
      if (test.holds(candidates.get(i))) {
        candidates.addFirst(candidates.remove(i));
        return;
      }
    }
  }
}
