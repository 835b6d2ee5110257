package isthmus.testkit;

import isthmus.cpm.registration.BindingStore;

class InMemoryBindingStoreTest implements BindingStoreContract {
  @Override
  public BindingStore store() {
    return new InMemoryBindingStore();
  }
}
