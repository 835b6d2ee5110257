package isthmus.gateway.config;

import isthmus.gateway.config.tree.Setting;
import java.util.Optional;

/** How addresses are written towards a peer (SMPP 3.4 §5.2.5, §5.2.6). */
public record SmscAddressing(
    @Setting(
            meaning =
                "Type of number for every address. Without it: 1 for E.164 numbers, 5 for names,"
                    + " short-code-ton for the rest.",
            min = "0",
            max = "6")
        Optional<Integer> ton,
    @Setting(
            meaning =
                "Numbering plan for every address. Without it: 1 for E.164 numbers, 0 for names,"
                    + " short-code-npi for the rest.",
            min = "0",
            max = "18")
        Optional<Integer> npi,
    @Setting(meaning = "Type of number for short codes.", fallback = "3", min = "0", max = "6")
        int shortCodeTon,
    @Setting(meaning = "Numbering plan for short codes.", fallback = "0", min = "0", max = "18")
        int shortCodeNpi,
    @Setting(meaning = "Whether E.164 numbers keep their +.", fallback = "false") boolean plus,
    @Setting(
            meaning =
                "Most digits of a received number of unknown type that still is a short code; a"
                    + " longer one is an E.164 number.",
            fallback = "8",
            min = "1",
            max = "14")
        int longestShortCode) {}
