package isthmus.gateway.config;

import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.DataSize;
import java.time.Duration;

/** The section {@code sip.limits}. */
public record SipBounds(
    @Setting(
            meaning =
                "Most answers kept for repeated requests, each for 64 times t1; beyond them the"
                    + " oldest go first.",
            fallback = "200000",
            min = "100",
            max = "10000000")
        int answers,
    @Setting(
            meaning = "Most memory for these answers.",
            fallback = "64MiB",
            min = "1MiB",
            max = "1GiB")
        DataSize answerBytes,
    @Setting(
            meaning =
                "Most requests of ours without a final answer; more fail at once and are tried"
                    + " again later.",
            fallback = "20000",
            min = "1",
            max = "1000000")
        int inFlight,
    @Setting(
            meaning = "Most TCP and TLS connections; a further one is closed at once.",
            fallback = "10000",
            min = "1",
            max = "1000000")
        int connections,
    @Setting(
            meaning = "Most messages that wait for a slow peer, per connection; more fail at once.",
            fallback = "2000",
            min = "1",
            max = "1000000")
        int queuePerConnection,
    @Setting(
            meaning = "How long the TCP connection and the TLS handshake may take, each.",
            fallback = "5s",
            min = "100ms",
            max = "5m")
        Duration connectTimeout,
    @Setting(
            meaning = "A connection without traffic for so long is closed.",
            fallback = "2h",
            min = "10s",
            max = "7d")
        Duration idle,
    @Setting(
            meaning =
                "Buffer of each UDP socket, each way. The system may give less; the log says so at"
                    + " start.",
            fallback = "8MiB",
            min = "64KiB",
            max = "1GiB")
        DataSize udpBuffer,
    @Setting(meaning = "Threads that read each UDP socket.", fallback = "2", min = "1", max = "64")
        int udpThreads) {}
