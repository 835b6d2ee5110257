package isthmus.gateway.config.tree;

/**
 * One setting, for machines and manuals.
 *
 * @param path its key path; {@code []} stands for each item of a list, {@code *} for a key that the
 *     operator chooses
 * @param type what kind of value it is
 * @param fallback its default as one would write it; {@code required} if there is none, {@code
 *     unset} if it may be left out, empty for a section
 * @param allowed how it may be written; empty for a section
 * @param meaning what it does
 */
public record SettingDescription(
    String path, String type, String fallback, String allowed, String meaning) {}
