package shop.local.stack;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shop.backends.process.Ports;

/** Which port of this machine a program listens on in the place of the one that it has in Compose, where no two are alike. */
public final class PortMap {
    // "port: 8888" is how Jaeger's configuration writes the port of its own metrics.
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<before>(?<![\\w.-])(?:localhost|127\\.0\\.0\\.1|\\$\\{env:[A-Z_]+:-localhost\\}):|\\bport: )(?<port>\\d{4,5})\\b");

    private final Map<Integer, Integer> ports;

    private PortMap(Map<Integer, Integer> ports) {
        this.ports = Map.copyOf(ports);
    }

    /** Gives each of them a free port. */
    public static PortMap free(Iterable<Integer> ports) {
        return new PortMap(Map.of()).withFree(ports);
    }

    /** The same, with other free ports for these. */
    PortMap withFree(Iterable<Integer> ports) {
        var map = new HashMap<>(this.ports);
        ports.forEach(port -> map.put(port, Ports.free()));
        return new PortMap(map);
    }

    static PortMap of(Map<Integer, Integer> ports) {
        return new PortMap(ports);
    }

    /** The port in the place of this one, which stays where it is nobody's. */
    public int of(int port) {
        return ports.getOrDefault(port, port);
    }

    /** The text with the ports of this machine in its addresses of this machine. */
    public String adapt(String text) {
        return ADDRESS.matcher(text)
                .replaceAll(address -> Matcher.quoteReplacement(
                        address.group("before") + of(Integer.parseInt(address.group("port")))));
    }
}
