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
    // Above the default ports of the stack's programs.
    private static final int LOWEST_FREE = 20_000;
    private static final int LOWEST_OUTGOING = 32_768;
    private static final int ATTEMPTS = 1_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * A free port, a different one at each call; another program may take it before the caller does.
     *
     * <p>It is outside the range of ephemeral ports, so that a stopped program finds it free when it starts again.
     */
    public static int free() {
        var candidates = new Random().ints(ATTEMPTS, LOWEST_FREE, LOWEST_OUTGOING);
        return candidates
                .filter(port -> !isTaken(port) && GIVEN.add(port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No free port"));
    }

    public static boolean isTaken(int port) {
        // Both: on macOS one program can listen on all addresses of a port while another listens on a single one.
        return isTaken(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                || isTaken(new InetSocketAddress(port));
    }

    private static boolean isTaken(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            // As servers do: a port with connections in TIME_WAIT counts as free.
            socket.setReuseAddress(true);
            socket.bind(address, 1);
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
