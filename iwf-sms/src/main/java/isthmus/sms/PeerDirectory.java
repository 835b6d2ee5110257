package isthmus.sms;

import java.util.Optional;

/** Finds peers by the name of their link or account. */
interface PeerDirectory {
  /** Empty for a peer that is configured no more. */
  Optional<Peer> find(String id);
}
