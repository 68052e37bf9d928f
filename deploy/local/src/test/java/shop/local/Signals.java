package shop.local;

import java.net.URI;
import java.util.List;
import shop.backends.Ports;
import shop.backends.SentryReceiver;
import shop.local.trace.OtlpReceiver;

/** Everything that takes what the services send by themselves, each behind a port that can be made to break. */
final class Signals implements AutoCloseable {
    private final OtlpReceiver telemetry = OtlpReceiver.start(Ports.free(), List.of());
    private final SentryReceiver errors = SentryReceiver.start();
    private final FickleEndpoint traceEndpoint =
            FickleEndpoint.before(telemetry.endpoint().getPort());
    private final FickleEndpoint logEndpoint =
            FickleEndpoint.before(telemetry.endpoint().getPort());
    private final FickleEndpoint errorEndpoint = FickleEndpoint.before(errors.port());

    OtlpReceiver telemetry() {
        return telemetry;
    }

    SentryReceiver errors() {
        return errors;
    }

    FickleEndpoint traceEndpoint() {
        return traceEndpoint;
    }

    FickleEndpoint logEndpoint() {
        return logEndpoint;
    }

    FickleEndpoint errorEndpoint() {
        return errorEndpoint;
    }

    String traceUrl() {
        return "http://127.0.0.1:" + traceEndpoint.port();
    }

    URI logUrl() {
        return URI.create("http://127.0.0.1:" + logEndpoint.port() + "/v1/logs");
    }

    String dsn() {
        return SentryReceiver.dsn(errorEndpoint.port());
    }

    @Override
    public void close() {
        List.of(traceEndpoint, logEndpoint, errorEndpoint).forEach(FickleEndpoint::close);
        errors.close();
        telemetry.close();
    }
}
