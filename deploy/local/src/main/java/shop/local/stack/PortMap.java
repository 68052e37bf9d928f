package shop.local.stack;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shop.backends.process.Ports;

/** Maps the ports of Compose, which are unique, to ports of this machine. */
final class PortMap {
    // Jaeger's configuration has the port of its own metrics as "port: 8888".
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<before>(?<![\\w.-])(?:localhost|127\\.0\\.0\\.1|\\$\\{env:[A-Z_]+:-localhost\\}):|\\bport: )"
                    + "(?<port>\\d{4,5})\\b");

    private final Map<Integer, Integer> ports;

    private PortMap(Map<Integer, Integer> ports) {
        this.ports = Map.copyOf(ports);
    }

    /** Maps each port to a free one. */
    static PortMap free(Iterable<Integer> ports) {
        return new PortMap(Map.of()).withFree(ports);
    }

    /** This map, with new free ports for these. */
    PortMap withFree(Iterable<Integer> ports) {
        var map = new HashMap<>(this.ports);
        ports.forEach(port -> map.put(port, Ports.free()));
        return new PortMap(map);
    }

    static PortMap of(Map<Integer, Integer> ports) {
        return new PortMap(ports);
    }

    /** The mapped port, or the same one if it is not mapped. */
    int mapped(int port) {
        return ports.getOrDefault(port, port);
    }

    /** The text with mapped ports in all its local addresses. */
    String adapt(String text) {
        return ADDRESS.matcher(text)
                .replaceAll(address -> Matcher.quoteReplacement(
                        address.group("before") + mapped(Integer.parseInt(address.group("port")))));
    }
}
