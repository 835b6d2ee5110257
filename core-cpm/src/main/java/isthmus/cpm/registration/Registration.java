package isthmus.cpm.registration;

import java.util.List;

/** The outcome of a REGISTER: the answer, and the user's bindings afterwards. */
public record Registration(RegistrarAnswer answer, List<Binding> bindings) {
  public Registration {
    bindings = List.copyOf(bindings);
  }
}
