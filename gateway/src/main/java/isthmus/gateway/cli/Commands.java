package isthmus.gateway.cli;

/**
 * What the commands need from the rest of the gateway.
 *
 * @param gateway for {@code run}
 * @param demo for {@code demo}
 * @param bench for {@code bench}
 * @param tableChecker for {@code check}
 * @param access for {@code accounts}, {@code tokens} and {@code audit}
 * @param passwords where these and {@code users} read passwords
 * @param version for {@code version}: the version of this build
 */
public record Commands(
    GatewayRunner gateway,
    DemoRunner demo,
    BenchRunner bench,
    TableChecker tableChecker,
    AccessDesks access,
    Passwords passwords,
    String version) {}
