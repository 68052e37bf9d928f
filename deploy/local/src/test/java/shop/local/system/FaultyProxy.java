package shop.local.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP proxy in front of a receiver that can be switched to several kinds of failure. */
final class FaultyProxy implements AutoCloseable {
    private static final int HUGE = 8 * 1024 * 1024;
    private static final int STOP_SECONDS = 10;

    private final int target;
    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong calls = new AtomicLong();
    private volatile Mode mode = Mode.WORKING;
    private ServerSocket listener;
    private Future<?> accepting;

    private FaultyProxy(int target) {
        this.target = target;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
        this.accepting = accept(listener);
    }

    /** @param port of the receiver on this machine to which connections are forwarded */
    static FaultyProxy before(int port) {
        return new FaultyProxy(port);
    }

    int port() {
        return port;
    }

    /** Number of connections in the current mode. */
    long calls() {
        return calls.get();
    }

    /** Switches the mode and closes existing connections. */
    synchronized void become(Mode next) {
        mode = next;
        calls.set(0);
        sockets.forEach(FaultyProxy::cut);
        if (next == Mode.REFUSING) {
            cut(listener);
            awaitEnd(accepting);
        } else if (listener.isClosed()) {
            listener = listen(port);
            accepting = accept(listener);
        }
    }

    @Override
    public synchronized void close() {
        cut(listener);
        sockets.forEach(FaultyProxy::cut);
        threads.shutdownNow();
    }

    private static ServerSocket listen(int port) {
        try {
            var listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port, e);
        }
    }

    private Future<?> accept(ServerSocket from) {
        return threads.submit(() -> {
            while (!from.isClosed()) {
                var socket = from.accept();
                sockets.add(socket);
                calls.incrementAndGet();
                threads.submit(() -> serve(socket));
            }
            return null;
        });
    }

    /** A closed listener goes on to listen until the virtual thread in {@code accept} has left it. */
    private static void awaitEnd(Future<?> accepting) {
        try {
            accepting.get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // The socket is closed.
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("The proxy still listens", e);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            switch (mode) {
                case WORKING -> pass(socket);
                case HANGING -> socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                case BABBLING -> babble(socket);
                case REFUSING -> {}
            }
        } catch (IOException e) {
            // Either side may close the connection at any time.
        } finally {
            sockets.remove(socket);
        }
    }

    private void pass(Socket socket) throws IOException {
        try (var receiver = new Socket(InetAddress.getLoopbackAddress(), target)) {
            sockets.add(receiver);
            threads.submit(() -> copy(receiver.getInputStream(), socket));
            copy(socket.getInputStream(), receiver);
            sockets.remove(receiver);
        }
    }

    private static Void copy(InputStream from, Socket to) throws IOException {
        try {
            from.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // A receiver that closed a kept-alive connection resets it: clients retry at once, but not after a timeout.
            to.close();
            throw e;
        }
        return null;
    }

    /** Sends each connection the next kind of invalid response. */
    private void babble(Socket socket) throws IOException {
        socket.getInputStream().read(new byte[8_192]);
        var answer = switch ((int) (calls.get() % 4)) {
            case 0 -> http("200 OK", "junk".getBytes(StandardCharsets.UTF_8));
            case 1 -> http("500 Internal Server Error", "{\"partial".getBytes(StandardCharsets.UTF_8));
            case 2 -> http("200 OK", huge());
            default -> "no HTTP at all\0\1\2\r\n".getBytes(StandardCharsets.UTF_8);
        };
        socket.getOutputStream().write(answer);
        socket.shutdownOutput();
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private static byte[] http(String status, byte[] body) {
        var head = ("HTTP/1.1 " + status + "\r\nContent-Type: application/x-protobuf\r\nContent-Length: " + body.length
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        var answer = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, answer, head.length, body.length);
        return answer;
    }

    private static byte[] huge() {
        var bytes = new byte[HUGE];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    private static void cut(AutoCloseable connection) {
        try {
            connection.close();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot close " + connection, e);
        }
    }

    /** The behaviour of the proxy. */
    enum Mode {
        WORKING,
        /** Closes its port. */
        REFUSING,
        /** Accepts requests and never responds. */
        HANGING,
        /** Responds with an invalid body, with status 500, with megabytes, and with bytes that are not HTTP. */
        BABBLING
    }
}
