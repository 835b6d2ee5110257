package isthmus.cpm.registration;

import java.time.Duration;
import java.util.List;

/** What a registrar says to a REGISTER. */
public sealed interface RegistrarAnswer {
  /** 200 with the bindings that are now in force. */
  record Registered(List<Binding> bindings) implements RegistrarAnswer {
    public Registered {
      bindings = List.copyOf(bindings);
    }
  }

  /** 423 with Min-Expires. */
  record IntervalTooBrief(Duration minExpires) implements RegistrarAnswer {}

  /** Any other refusal. */
  record Refused(int status, String reason) implements RegistrarAnswer {}
}
