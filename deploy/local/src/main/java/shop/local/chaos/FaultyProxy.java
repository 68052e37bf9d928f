package shop.local.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import shop.backends.process.BoundedWait;

/** A TCP proxy in front of the replicas of a server that can be switched to several kinds of failure. */
public final class FaultyProxy implements AutoCloseable {
    private static final int HUGE = 8 * 1024 * 1024;
    private static final int STOP_SECONDS = 10;
    private static final int BUFFER = 8_192;
    private static final String HTTP = "HTTP/1.";
    // Few enough that a client's circuit stays closed, and the fault meets many requests.
    private static final int FAULTY_RESPONSE = 3;
    // Longer than any client waits.
    private static final Duration DELAY = Duration.ofSeconds(5);

    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong responses = new AtomicLong();
    private final AtomicLong garbage = new AtomicLong();
    private volatile List<Integer> targets;
    private volatile Mode mode = Mode.WORKING;
    private ServerSocket listener;
    private Future<?> accepting;

    private FaultyProxy(List<Integer> targets) {
        this.targets = targets;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
        this.accepting = accept(listener);
    }

    /** @param port of the server on this machine to which connections are forwarded */
    public static FaultyProxy before(int port) {
        return new FaultyProxy(List.of(port));
    }

    /** Forwards each new connection to the next replica that accepts it, as a load balancer does. */
    public void forwardTo(List<Integer> ports) {
        targets = List.copyOf(ports);
        closeConnections();
    }

    public int port() {
        return port;
    }

    /** Number of connections in the current mode. */
    public long calls() {
        return calls.get();
    }

    /** Switches the mode and closes existing connections. */
    public synchronized void become(Mode next) {
        mode = next;
        calls.set(0);
        closeConnections();
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
        closeConnections();
        threads.shutdownNow();
    }

    private void closeConnections() {
        sockets.forEach(FaultyProxy::cut);
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
                case WORKING -> pass(socket, FaultyProxy::copy);
                case LATE, GARBLING, CUTTING -> pass(socket, this::copyWithFaults);
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

    private void pass(Socket socket, Copy copy) throws IOException {
        try (var receiver = connect()) {
            sockets.add(receiver);
            threads.submit(() -> {
                copy.run(receiver.getInputStream(), socket);
                return null;
            });
            copy(socket.getInputStream(), receiver);
            sockets.remove(receiver);
        }
    }

    private Socket connect() throws IOException {
        var replicas = targets;
        var first = (int) (calls.get() % replicas.size());
        for (var other = 0; other < replicas.size() - 1; other++) {
            try {
                return connect(replicas.get((first + other) % replicas.size()));
            } catch (IOException e) {
                // The next one may work.
            }
        }
        return connect(replicas.get((first + replicas.size() - 1) % replicas.size()));
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** When a response begins, the server has done its work. */
    private void copyWithFaults(InputStream from, Socket to) throws IOException {
        var buffer = new byte[BUFFER];
        for (var length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            var isFaulty = isResponse(buffer, length) && responses.incrementAndGet() % FAULTY_RESPONSE == 0;
            if (isFaulty && mode == Mode.LATE) {
                new BoundedWait(DELAY, DELAY).until(to::isClosed);
            } else if (isFaulty && mode == Mode.GARBLING) {
                sendGarbage(to);
                return;
            } else if (isFaulty && mode == Mode.CUTTING) {
                to.close();
                return;
            }
            to.getOutputStream().write(buffer, 0, length);
        }
        to.shutdownOutput();
    }

    private static boolean isResponse(byte[] buffer, int length) {
        return new String(buffer, 0, Math.min(length, HTTP.length()), StandardCharsets.ISO_8859_1).equals(HTTP);
    }

    private static void copy(InputStream from, Socket to) throws IOException {
        try {
            from.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // A receiver that closed a kept-alive connection resets it: clients retry at once, but not after a timeout.
            to.close();
            throw e;
        }
    }

    /** Sends each connection the next kind of invalid response. */
    private void babble(Socket socket) throws IOException {
        socket.getInputStream().read(new byte[BUFFER]);
        sendGarbage(socket);
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private void sendGarbage(Socket socket) throws IOException {
        var answer = switch ((int) (garbage.getAndIncrement() % 4)) {
            case 0 -> http("200 OK", "junk".getBytes(StandardCharsets.UTF_8));
            case 1 -> http("500 Internal Server Error", "{\"partial".getBytes(StandardCharsets.UTF_8));
            case 2 -> http("200 OK", huge());
            default -> "no HTTP at all\0\1\2\r\n".getBytes(StandardCharsets.UTF_8);
        };
        socket.getOutputStream().write(answer);
        socket.shutdownOutput();
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

    private interface Copy {
        void run(InputStream from, Socket to) throws IOException;
    }

    /** The behaviour of the proxy. */
    public enum Mode {
        WORKING,
        /** Closes its port. */
        REFUSING,
        /** Accepts requests and never responds. */
        HANGING,
        /** Responds with an invalid body, with status 500, with megabytes, and with bytes that are not HTTP. */
        BABBLING,
        /** Forwards all requests, and delays every third response for longer than a client waits. */
        LATE,
        /** Forwards all requests, and replaces every third response as {@link #BABBLING} does. */
        GARBLING,
        /** Forwards all requests, and closes the connection instead of every third response. */
        CUTTING
    }
}
