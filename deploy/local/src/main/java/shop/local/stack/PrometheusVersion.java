package shop.local.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import shop.backends.process.ChildProcess;

/** The version of the installed Prometheus: Debian's is older than the stack's configuration. */
record PrometheusVersion(int major, int minor) {
    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)");
    private static final Pattern SCRAPE_PROTOCOLS = Pattern.compile("(?m)^ *scrape_protocols:.*\\R");

    static PrometheusVersion of(Path executable, Path folder) {
        var log = folder.resolve("prometheus-version.log");
        try (var process = ChildProcess.start(
                "prometheus --version", List.of(executable.toString(), "--version"), Map.of(), folder, log)) {
            process.exitCode(Duration.ofSeconds(10));
            return parse(String.join("\n", process.lastLines(20)));
        }
    }

    static PrometheusVersion parse(String text) {
        var version = VERSION.matcher(text);
        if (!version.find()) {
            // A Prometheus built by `make programs` has no version.
            return new PrometheusVersion(Integer.MAX_VALUE, 0);
        }
        return new PrometheusVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)));
    }

    /** The configuration without settings unknown to this version. Before 2.49, exemplars need no setting. */
    String adapt(String configuration) {
        var old = major < 2 || major == 2 && minor < 49;
        return old ? SCRAPE_PROTOCOLS.matcher(configuration).replaceAll("") : configuration;
    }
}
