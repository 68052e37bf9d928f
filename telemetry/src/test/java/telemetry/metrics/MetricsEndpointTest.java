package telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("deprecation")
class MetricsEndpointTest {

    private final Vertx vertx = Vertx.vertx();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void renders_on_a_worker_thread() throws Exception {
        var wasOnEventLoop = new AtomicBoolean(true);
        Gauge.builder("some.gauge", () -> {
                    wasOnEventLoop.set(Context.isOnEventLoopThread());
                    return 1;
                })
                .register(registry);

        assertThat(scrape("*/*").body()).contains("some_gauge 1.0");

        assertThat(wasOnEventLoop).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/openmetrics-text;version=1.0.0,text/plain;q=0.5 | application/openmetrics-text
            text/plain;version=0.0.4,application/openmetrics-text;q=0.5 | text/plain
            */*                                                         | application/openmetrics-text""")
    void serves_the_format_that_the_scraper_prefers(String accepted, String served) throws Exception {
        assertThat(scrape(accepted).headers().firstValue("Content-Type"))
                .get()
                .asString()
                .startsWith(served);
    }

    private HttpResponse<String> scrape(String accepted) throws Exception {
        var router = Router.router(vertx);
        new MetricsEndpoint().register(new Management(router), registry, "/metrics");
        var server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.actualPort() + "/metrics"))
                .header("Accept", accepted)
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private record Management(Router router) implements ManagementInterface {}
}
