package shop.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** What the machine says about its TCP ports. */
public final class Ports {
    private Ports() {}

    /** A port that nothing listens on; somebody else may take it before its user does. */
    public static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port", e);
        }
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
