package isthmus.gateway.config;

import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.DataSize;
import isthmus.gateway.config.value.HostPort;

/** The section {@code http}. */
public record HttpConfiguration(
    @Setting(
            meaning = "Address of the console, the REST interface and /observe.",
            fallback = "127.0.0.1:8080")
        HostPort listen,
    @Setting(
            meaning = "Largest request body, such as an imported table.",
            fallback = "4MiB",
            min = "64KiB",
            max = "64MiB")
        DataSize maxBody) {}
