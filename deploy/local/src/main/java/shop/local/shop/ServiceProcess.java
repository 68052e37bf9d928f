package shop.local.shop;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import shop.backends.process.ChildProcess;
import shop.local.program.Http;
import shop.local.program.LogLine;
import shop.local.program.StartFailure;

/** A service as a child process. */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(2);

    private final ChildProcess process;
    private final Service.Address address;
    private final HttpClient http;

    private ServiceProcess(ChildProcess process, Service.Address address, HttpClient http) {
        this.process = process;
        this.address = address;
        this.http = http;
    }

    static ServiceProcess start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Service.Address address,
            Path folder,
            HttpClient http) {
        var log = folder.resolve(name + ".log");
        return new ServiceProcess(ChildProcess.start(name, command, environment, folder, log), address, http);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    Path log() {
        return process.log();
    }

    Duration processorTime() {
        return process.processorTime();
    }

    boolean isReady() {
        var request = HttpRequest.newBuilder(URI.create(address.managementUrl() + "/q/health/ready"))
                .timeout(RESPONSE_TIMEOUT)
                .build();
        return Http.isAnswered(http, request);
    }

    /** Ends it at once, as {@code kill -9} does. */
    public void kill() {
        process.kill();
    }

    void freeze() {
        process.freeze();
    }

    void thaw() {
        process.thaw();
    }

    StartFailure failure(String line) {
        return new StartFailure(
                process.name() + " " + line,
                process.lastLines(20).stream().map(LogLine::brief).toList());
    }

    @Override
    public void close() {
        process.close();
    }

    void closeWithin(Duration limit) {
        process.closeWithin(limit);
    }
}
