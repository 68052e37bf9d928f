package shop.local.stack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import shop.backends.process.ChildProcess;
import shop.backends.process.Ports;
import shop.backends.process.TemporaryFolder;

/** One program of the stack from the PATH, with the stack's configuration at free ports. */
final class ProgramUnderTest implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final TemporaryFolder folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String name;
    private final Map<Integer, Integer> ports;
    private final List<String> arguments;
    private ChildProcess process;

    /**
     * Skips the test if the program is not on the PATH.
     *
     * @param ports of its configuration, each replaced by a free one
     */
    ProgramUnderTest(String name, List<Integer> ports, List<String> arguments) {
        assumeTrue(executable(name).isPresent(), name + " is not on the PATH");
        this.name = name;
        this.ports = ports.stream().collect(Collectors.toMap(port -> port, _ -> Ports.free()));
        this.arguments = arguments;
        this.folder = new TemporaryFolder(name + "-stack-test-");
    }

    /** The working directory, which contains its configuration. */
    Path folder() {
        return folder.path();
    }

    static Path configuration(String name) {
        return Path.of(System.getProperty("shop.root", "../.."), "observability-stack", name)
                .toAbsolutePath();
    }

    void configure(UnaryOperator<String> adaptation) throws IOException {
        var text = adaptation.apply(Files.readString(configuration(name).resolve("config.yaml")));
        for (var port : ports.entrySet()) {
            text = text.replaceAll("(:|port: )" + port.getKey() + "\\b", "$1" + port.getValue());
        }
        Files.writeString(folder().resolve("config.yaml"), text);
    }

    /** @param ready the port and path that respond with 200 once it is ready */
    void start(Map<String, String> environment, int port, String ready) {
        var command = new ArrayList<>(List.of(executable(name).orElseThrow().toString()));
        command.addAll(arguments);
        process = ChildProcess.start(name, command, environment, folder(), folder().resolve(name + ".log"));
        await().atMost(LIMIT)
                .ignoreExceptions()
                .failFast(name + " has ended", () -> !process.isAlive())
                .until(() -> get(port, ready).statusCode() == 200);
    }

    void stop() {
        process.close();
    }

    HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(port, path)));
    }

    HttpResponse<String> post(int port, String path, byte[] protobuf) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(port, path))
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(protobuf)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    URI uri(int port, String path) {
        return URI.create("http://localhost:" + ports.get(port) + path);
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        http.close();
        folder.close();
    }

    private static Optional<Path> executable(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
