package shop.backends.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds free TCP ports of this machine. */
public final class Ports {
    // Above the ports that programs of the stack have elsewhere.
    private static final int LOWEST_FREE = 20_000;
    private static final int LOWEST_OUTGOING = 32_768;
    private static final int ATTEMPTS = 1_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * A port that nothing listens on, each time another one; some other program may take it before its user does.
     *
     * <p>Not one of those that the system gives to outgoing connections: it has to be free still when its user, stopped
     * for a while, comes back.
     */
    public static int free() {
        var candidates = new Random().ints(ATTEMPTS, LOWEST_FREE, LOWEST_OUTGOING);
        return candidates
                .filter(port -> !isTaken(port) && GIVEN.add(port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No free port"));
    }

    public static boolean isTaken(int port) {
        // Both: macOS lets one have all addresses of a port while another has a single one.
        return isTaken(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                || isTaken(new InetSocketAddress(port));
    }

    private static boolean isTaken(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            // As servers do: a port whose last connections still linger counts as free.
            socket.setReuseAddress(true);
            socket.bind(address, 1);
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
