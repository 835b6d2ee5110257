package isthmus.gateway.config;

import isthmus.gateway.config.tree.Setting;

/**
 * The section {@code interworking}. The reason that is not here, the recipient's own preference
 * (CPM SD §5.3.1.1.2), is not the provider's to decide.
 */
public record InterworkingConfiguration(
    @Setting(
            meaning =
                "The recipient is one of our users but has no client registered (§5.3.1.1.1): go"
                    + " out by another service, keep until a client registers, or refuse.",
            fallback = "defer")
        WhenNotRegistered notRegistered,
    @Setting(
            meaning =
                "A request for one of our users could not be delivered inside CPM, or no client"
                    + " fits (§5.3.1.1.3).",
            fallback = "interwork")
        Policy nonDelivery,
    @Setting(
            meaning = "The recipient has a SIP address but is no CPM user (§5.3.1.1.4).",
            fallback = "interwork")
        Policy nonCpmSipAddress,
    @Setting(meaning = "The recipient's network has no CPM (§5.3.1.1.5).", fallback = "interwork")
        Policy missingCpmSupport,
    @Setting(
            meaning = "The recipient's network has no SIP core (§5.3.1.1.6).",
            fallback = "interwork")
        Policy missingSipCore,
    @Setting(
            meaning =
                "The recipient's address, such as mailto:, cannot be routed in SIP (§5.3.1.1.7).",
            fallback = "interwork")
        Policy notRoutable) {

  /** What happens to a request for a reason where the provider decides. */
  public enum Policy {
    /** Hand it to the interworking selection function. */
    INTERWORK,
    /** Refuse it. */
    REJECT
  }

  /** What happens to a request when its recipient is not registered. */
  public enum WhenNotRegistered {
    /** Hand it to the interworking selection function. */
    INTERWORK,
    /** Keep it until a client registers or it expires. */
    DEFER,
    /** Refuse it. */
    REJECT
  }
}
