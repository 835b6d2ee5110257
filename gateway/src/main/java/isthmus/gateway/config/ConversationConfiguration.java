package isthmus.gateway.config;

import isthmus.gateway.config.tree.Setting;
import java.time.Duration;

/** The section {@code conversation}. */
public record ConversationConfiguration(
    @Setting(
            meaning =
                "How long after the last message an answer from another service still belongs to"
                    + " the same conversation; each message starts it anew.",
            fallback = "24h",
            min = "1m",
            max = "365d")
        Duration lifetime) {}
