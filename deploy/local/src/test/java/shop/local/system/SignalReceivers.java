package shop.local.system;

import java.net.URI;
import java.util.List;
import shop.backends.process.Ports;
import shop.backends.sentry.StubSentry;
import shop.local.chaos.FaultyProxy;
import shop.local.otlp.OtlpReceiver;

/** The receivers of all signals that the services push, each behind a {@link FaultyProxy}. */
final class SignalReceivers implements AutoCloseable {
    private final OtlpReceiver telemetry = OtlpReceiver.start(Ports.free(), List.of());
    private final StubSentry errors = StubSentry.start();
    private final FaultyProxy traceEndpoint =
            FaultyProxy.before(telemetry.endpoint().getPort());
    private final FaultyProxy logEndpoint =
            FaultyProxy.before(telemetry.endpoint().getPort());
    private final FaultyProxy errorEndpoint = FaultyProxy.before(errors.port());

    OtlpReceiver telemetry() {
        return telemetry;
    }

    StubSentry errors() {
        return errors;
    }

    FaultyProxy traceEndpoint() {
        return traceEndpoint;
    }

    FaultyProxy logEndpoint() {
        return logEndpoint;
    }

    FaultyProxy errorEndpoint() {
        return errorEndpoint;
    }

    String traceUrl() {
        return "http://127.0.0.1:" + traceEndpoint.port();
    }

    URI logUrl() {
        return URI.create("http://127.0.0.1:" + logEndpoint.port() + "/v1/logs");
    }

    String dsn() {
        return StubSentry.dsn(errorEndpoint.port());
    }

    @Override
    public void close() {
        List.of(traceEndpoint, logEndpoint, errorEndpoint).forEach(FaultyProxy::close);
        errors.close();
        telemetry.close();
    }
}
