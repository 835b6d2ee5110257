package isthmus.isf.drools;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The parent of the class loaders of rule sets: generated rules are not looked for in the program,
 * neither as classes nor as resources. A class loader that may load in parallel keeps a lock for
 * every class name it was ever asked for, and a jar's caches keep resource names, found or not;
 * each rule set asks for hundreds of names of its own, and without this loader the program would
 * remember all of them for good.
 */
final class GeneratedNames extends ClassLoader {
  private static final String GENERATED = "isthmus.isf.generated.";
  private static final String GENERATED_PATH = GENERATED.replace('.', '/');

  GeneratedNames() {
    super(GeneratedNames.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(GENERATED)) {
      throw new ClassNotFoundException(name);
    }
    return getParent().loadClass(name);
  }

  @Override
  public @Nullable URL getResource(String name) {
    return name.startsWith(GENERATED_PATH) ? null : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.startsWith(GENERATED_PATH)
        ? Collections.emptyEnumeration()
        : super.getResources(name);
  }
}
