package isthmus.gateway.users;

import isthmus.cpm.registration.UserStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Users in memory, as one database that several nodes share: a log of changes. */
final class MemoryUserStore implements UserStore {
  private final List<Change> log = new ArrayList<>();

  private Optional<StoredUser> present(String name) {
    return log.reversed().stream()
        .filter(change -> change.name().equals(name))
        .findFirst()
        .flatMap(
            change ->
                switch (change) {
                  case Change.Present there -> Optional.of(there.user());
                  case Change.Removed _ -> Optional.empty();
                });
  }

  @Override
  public synchronized boolean add(StoredUser user) {
    return present(user.name()).isEmpty() && log.add(new Change.Present(user));
  }

  @Override
  public synchronized boolean change(StoredUser user) {
    Optional<StoredUser> before = present(user.name());
    return before.isPresent()
        && log.add(
            new Change.Present(
                new StoredUser(
                    user.name(),
                    user.displayName().or(before.get()::displayName),
                    user.digests())));
  }

  @Override
  public synchronized boolean remove(String name) {
    return present(name).isPresent() && log.add(new Change.Removed(name));
  }

  @Override
  public synchronized Changes since(long revision) {
    return new Changes(log.subList((int) revision, log.size()), log.size());
  }
}
