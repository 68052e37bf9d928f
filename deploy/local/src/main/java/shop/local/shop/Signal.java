package shop.local.shop;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import shop.local.program.StartFailure;

/** The signals of a service, and the variables that switch them on and off. */
public enum Signal {
    TRACES,
    METRICS,
    LOGS,
    ERRORS;

    public static final Set<Signal> NONE = Set.of();

    /** @param text names joined by plus signs, or {@code all} */
    public static Set<Signal> parse(String text) {
        if (text.equals("all")) {
            return EnumSet.allOf(Signal.class);
        }
        var signals = EnumSet.noneOf(Signal.class);
        for (var name : text.split("\\+")) {
            signals.add(Arrays.stream(values())
                    .filter(signal -> signal.id().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new StartFailure("There is no signal \"" + name + "\": name some of "
                            + Arrays.stream(values()).map(Signal::id).collect(joining(", ")) + ", or all.")));
        }
        return signals;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static String label(Set<Signal> signals) {
        if (signals.isEmpty()) {
            return "none";
        }
        return signals.size() == values().length
                ? "all"
                : signals.stream().map(Signal::id).collect(joining("+"));
    }

    /** The environment of a service that sends all signals to one receiver. */
    public static Map<String, String> environment(String receiver) {
        var all = EnumSet.allOf(Signal.class);
        return environment(all, all.stream().collect(toMap(signal -> signal, _ -> receiver)));
    }

    /**
     * The environment of a service that sends only these signals.
     *
     * @param receivers host and port of each signal's receiver
     */
    public static Map<String, String> environment(Set<Signal> on, Map<Signal, String> receivers) {
        var environment = new HashMap<String, String>();
        environment.put("SERVICE_METRICS_ENABLED", String.valueOf(on.contains(METRICS)));
        // Empty, to override the user's own variable.
        environment.put("SENTRY_DSN", on.contains(ERRORS) ? "http://key@" + receivers.get(ERRORS) + "/1" : "");
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://" + receivers.get(TRACES));
        environment.put(
                "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
                on.contains(LOGS) ? "http://" + receivers.get(LOGS) + "/v1/logs" : "");
        if (!on.contains(TRACES) && !on.contains(LOGS)) {
            environment.put("QUARKUS_OTEL_SDK_DISABLED", "true");
        } else if (!on.contains(TRACES)) {
            environment.put("OTEL_TRACES_SAMPLER_ARG", "0.0");
        }
        return environment;
    }
}
