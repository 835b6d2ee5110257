package isthmus.isf.drools;

/**
 * The parent of the class loaders of rule sets: classes of generated rules are not looked for in
 * the program. A class loader that may load in parallel keeps a lock for every name it was ever
 * asked for, found or not, and each rule set asks for hundreds of names of its own: without this
 * loader the program's would remember all of them for good.
 */
final class GeneratedNames extends ClassLoader {
  private static final String GENERATED = "isthmus.isf.generated.";

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
}
