package shop.backends;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import shop.backends.process.BoundedWait;
import shop.backends.process.ChildProcess;
import shop.backends.process.Ports;
import shop.backends.process.TemporaryFolder;

/**
 * A PostgreSQL server with an empty data folder, on the loopback address.
 *
 * <p>It uses zonky's binaries, but not its launcher: a signal during the start would leave that server running.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String USERNAME = "postgres";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final TemporaryFolder folder;
    private final int port;
    private final boolean isDurable;
    private final String password;
    private ChildProcess process;

    private PostgresServer(TemporaryFolder folder, int port, boolean isDurable) {
        this.folder = folder;
        this.port = port;
        this.isDurable = isDurable;
        var secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        this.password = HexFormat.of().formatHex(secret);
    }

    public static PostgresServer start(List<String> databases) {
        return start(Ports.free(), databases);
    }

    public static PostgresServer start(int port, List<String> databases) {
        return start(port, databases, false);
    }

    /** Starts a server whose commits wait for the disk, as in production. */
    public static PostgresServer startDurable(List<String> databases) {
        return start(Ports.free(), databases, true);
    }

    private static PostgresServer start(int port, List<String> databases, boolean isDurable) {
        var server = new PostgresServer(new TemporaryFolder("shop-postgres-"), port, isDurable);
        try {
            server.unpack();
            server.initialize();
            server.launch();
            server.create(databases);
            return server;
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException("PostgreSQL could not be unpacked", e);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String username() {
        return USERNAME;
    }

    /** Generated for this server. */
    public String password() {
        return password;
    }

    /** The file with its output. */
    public Path log() {
        return folder.path().resolve("postgres.log");
    }

    /** Stops the server as an outage does, and keeps its data. */
    public void interrupt() {
        stop();
    }

    /** Kills the server with all of its connections; it recovers from its log when it starts again. */
    public void kill() {
        process.kill();
    }

    /** Makes the server hang until {@link #thaw}. */
    public void freeze() {
        process.freeze();
    }

    public void thaw() {
        process.thaw();
    }

    /** Starts the stopped or killed server again, at the same port and with the same data. */
    public void resume() {
        launch();
    }

    @Override
    public void close() {
        if (process != null) {
            stop();
        }
        folder.close();
    }

    private void unpack() throws IOException {
        var name = "/postgres-" + system() + "-" + architecture() + (isAlpine() ? "-alpine_linux" : "") + ".txz";
        try (var packed = packed(name);
                var archive = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("Interrupted while PostgreSQL was unpacked");
                }
                unpack(archive, entry);
            }
        }
    }

    private void unpack(TarArchiveInputStream archive, TarArchiveEntry entry) throws IOException {
        var target = folder.path().resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(archive, target);
        if (target.getParent().endsWith("bin") && Files.getFileStore(target).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private void initialize() throws IOException {
        var passwordFile = folder.path().resolve("password");
        Files.writeString(passwordFile, password);
        var command = command(
                "initdb",
                "--pgdata=" + data(),
                "--username=" + USERNAME,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                // The password is random, so that a slow hash adds no security, only time to each connection.
                "--set=scram_iterations=1000",
                "--encoding=UTF8",
                // Sorts by language rules, like most databases, not by bytes. ICU does not depend on the machine's
                // locales.
                "--locale=C",
                "--locale-provider=icu",
                "--icu-locale=en-US",
                "--no-instructions",
                "--no-sync");
        var initdb = ChildProcess.start("initdb", command, Map.of(), folder.path(), log());
        if (initdb.exitCode(START_LIMIT) != 0) {
            throw new IllegalStateException(
                    "PostgreSQL could not create its data folder: " + String.join("\n", initdb.lastLines(10)));
        }
    }

    private void launch() {
        var command = command(
                "postgres",
                "-D",
                data().toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "timezone=UTC");
        if (!isDurable) {
            // The data are deleted with the server, so that no fsync is needed.
            command.addAll(List.of("-F", "-c", "synchronous_commit=off"));
        }
        process = ChildProcess.start("PostgreSQL", command, Map.of(), folder.path(), log());
        var accepted = BoundedWait.upTo(START_LIMIT).until(() -> !process.isAlive() || acceptsConnections());
        if (!accepted || !process.isAlive()) {
            throw new IllegalStateException(
                    "PostgreSQL did not start on port " + port + ": " + String.join("\n", process.lastLines(10)));
        }
    }

    private boolean acceptsConnections() {
        try (var connection = DriverManager.getConnection(jdbcUrl("postgres"), username(), password())) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private void create(List<String> databases) {
        try (var connection = DriverManager.getConnection(jdbcUrl("postgres"), username(), password());
                var statement = connection.createStatement()) {
            for (var database : databases) {
                statement.execute("create database " + statement.enquoteIdentifier(database, true));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A database could not be created: " + e.getMessage(), e);
        }
    }

    private void stop() {
        if (!process.isAlive()) {
            return;
        }
        // PostgreSQL's "fast" shutdown: SIGTERM would wait until all clients disconnect.
        var command = command(
                "pg_ctl", "stop", "--pgdata=" + data(), "--mode=fast", "--wait", "--timeout=" + STOP_LIMIT.toSeconds());
        try (var stop = ChildProcess.start("pg_ctl", command, Map.of(), folder.path(), log())) {
            stop.endsWithin(STOP_LIMIT);
            process.endsWithin(STOP_LIMIT);
        } finally {
            process.close();
        }
    }

    private List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root") && system().equals("linux")) {
            // PostgreSQL refuses to run as root, but not in a separate user namespace.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(folder.path().resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private Path data() {
        return folder.path().resolve("data");
    }

    /** Not by zonky's lookup, which leaves a file in the temporary folder. */
    private static InputStream packed(String name) {
        var packed = PostgresServer.class.getResourceAsStream(name);
        if (packed == null) {
            throw new IllegalStateException(
                    "There is no PostgreSQL for this machine: " + name + " is not on the class path");
        }
        return packed;
    }

    private static String system() {
        return System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    }

    private static boolean isAlpine() {
        return Files.exists(Path.of("/etc/alpine-release"));
    }
}
