package shop.defaults.faults;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The faults that can be switched on while a service runs; {@code service.faults} lists those of a service. */
public enum Fault {
    CACHE_OFF,
    ERRORS("rate"),
    EVENT_HANDLER("rate"),
    EXHAUSTED_POOL,
    LATENCY("delay", "rate"),
    NEIGHBOUR_CUT("neighbour"),
    SLOW_DATABASE("delay");

    final List<String> parameters;

    Fault(String... parameters) {
        this.parameters = Stream.concat(Stream.of(parameters), Stream.of("ttl")).toList();
    }

    /** The name in paths, metrics and the log. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
