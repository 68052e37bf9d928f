package shop.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** A connection for commands of tests and tools. */
    public RedisConnection connect() {
        return RedisConnection.to(port);
    }

    /** The address for Redis clients. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Stops the server, which loses its data. */
    public void interrupt() {
        process.close();
    }

    /** Kills the server, which loses its data. */
    public void kill() {
        process.kill();
    }

    /** Starts the stopped or killed server again at the same port. */
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
        try (var redis = connect()) {
            return redis.send("PING").equals("PONG");
        } catch (UncheckedIOException | IllegalStateException e) {
            return false;
        }
    }
}
