package isthmus.gateway.cli;

import java.util.List;
import java.util.Optional;

/** Writes down what it is asked. */
record RecordingAccessDesk(List<String> calls) implements AccessDesk {
  private String called(String call) {
    calls.add(call);
    return "done";
  }

  @Override
  public String accounts() {
    return called("accounts");
  }

  @Override
  public String addAccount(String name, List<String> roles, String password) {
    return called("add " + name + " " + roles + " " + password);
  }

  @Override
  public String changeAccount(String name, AccountChange change) {
    return called("change " + name + " " + change);
  }

  @Override
  public String removeAccount(String name) {
    return called("remove " + name);
  }

  @Override
  public String tokens(Owner owner) {
    return called("tokens " + owner);
  }

  @Override
  public String addToken(Owner owner, String name, List<String> roles, int days) {
    return called("token " + owner + " " + name + " " + roles + " " + days);
  }

  @Override
  public String removeToken(Owner owner, long id) {
    return called("remove token " + owner + " " + id);
  }

  @Override
  public String audit(int limit) {
    return called("audit " + limit);
  }

  @Override
  public String verifyAudit(Optional<KeptRow> kept) {
    return called("verify " + kept);
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
