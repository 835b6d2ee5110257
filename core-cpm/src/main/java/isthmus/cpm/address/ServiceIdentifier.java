package isthmus.cpm.address;

import java.util.Optional;

/** Names a non-CPM communication service (CPM SD §5.3.1.2). */
public record ServiceIdentifier(String service, Optional<String> instance) {}
