package shop.backends;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;
import shop.backends.process.BoundedWait;
import shop.backends.process.ChildProcess;
import shop.backends.process.Ports;
import shop.backends.process.TemporaryFolder;

/** A Redis server without persistence, on the loopback address. */
public final class RedisServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final int ANSWER_LIMIT_MILLIS = 2_000;

    private final TemporaryFolder folder;
    private final List<String> command;
    private final int port;
    private ChildProcess process;

    private RedisServer(TemporaryFolder folder, List<String> command, int port) {
        this.folder = folder;
        this.command = command;
        this.port = port;
    }

    public static RedisServer start() {
        return start(Ports.free());
    }

    public static RedisServer start(int port) {
        var folder = new TemporaryFolder("shop-redis-");
        try {
            var executable = ExecutableProvider.newJarResourceProvider(
                            folder.path().toFile())
                    .get();
            var command = List.of(
                    executable.getPath(),
                    "--port",
                    String.valueOf(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--appendonly",
                    "no");
            var server = new RedisServer(folder, command, port);
            server.resume();
            return server;
        } catch (IOException e) {
            folder.close();
            throw new UncheckedIOException("Redis could not be unpacked", e);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    /** The address for Redis clients. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Stops the server, which loses its data. */
    public void interrupt() {
        process.close();
    }

    /** Starts the stopped server again at the same port. */
    public void resume() {
        process = ChildProcess.start(
                "Redis", command, Map.of(), folder.path(), folder.path().resolve("redis.log"));
        try {
            awaitAnswer();
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }

    private void awaitAnswer() {
        var answered = BoundedWait.upTo(START_LIMIT).until(() -> !process.isAlive() || answersPing());
        if (!answered || !process.isAlive()) {
            throw new IllegalStateException(
                    "Redis did not start on port " + port + ": " + String.join("\n", process.lastLines(10)));
        }
    }

    private boolean answersPing() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
            OutputStream request = socket.getOutputStream();
            request.write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            request.flush();
            InputStream answer = socket.getInputStream();
            return new String(answer.readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }
}
