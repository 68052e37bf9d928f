package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.program.Http;
import shop.local.shop.Account;
import shop.local.shop.Service;

/** Personal data that a browser sends to the frontend appears in no signal. */
@Tag("system")
@ExtendWith(SharedShop.class)
class FrontendCanarySystemTest {
    private static final String EMAIL = "philippa.quillfeather@canary.example";
    private static final String PASSWORD = "Zk4-canary-password-27wv";
    private static final String CARD = "4929123456789012";
    private static final String SECRET = "canarysecretyy53kp";

    private final ShopUnderTest shop;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Set<Integer> statuses = new TreeSet<>();

    FrontendCanarySystemTest(ShopUnderTest shop) {
        this.shop = shop;
    }

    @Test
    void no_signal_identifies_the_visitor() throws IOException {
        try (var frontend = new FrontendUnderTest(shop);
                http) {
            var account = new Account(EMAIL, PASSWORD);
            frontend.client().register(account, "Philippa").expecting(201);
            var token = frontend.client().token(account);

            var last = visit(frontend.process().url(), token);

            assertThat(statuses).contains(200, 202, 400, 401, 403, 404);
            shop.trace(last);
            await().atMost(ShopUnderTest.LIMIT)
                    .until(() -> emitted(frontend).stream().anyMatch(text -> text.contains("The page failed")));
            assertThat(emitted(frontend))
                    .noneMatch(text -> List.of(EMAIL, PASSWORD, CARD, SECRET, token.split("\\.")[2]).stream()
                            .anyMatch(text::contains));
        }
    }

    /** Returns the trace of the last request, which is passed on. */
    private String visit(String url, String token) {
        send(
                url,
                "POST",
                "/ui/session",
                token,
                "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(EMAIL, PASSWORD));
        send(
                url,
                "POST",
                "/ui/session",
                token,
                "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(EMAIL, SECRET));
        send(url, "POST", "/ui/session", token, "{\"%s\": \"%s\"}".formatted(EMAIL, SECRET));
        send(url, "POST", "/ui/session", token, SECRET);
        send(url, "GET", "/ui/session?email=" + EMAIL, token, "");
        send(url, "GET", "/ui/traces/" + SECRET, token, "");
        send(url, "PUT", "/ui/faults/" + SECRET + "/" + CARD + "?email=" + EMAIL, token, "");
        send(url, "GET", "/" + CARD + "/" + EMAIL, token, "");
        send(
                url,
                "POST",
                "/ui/errors",
                token,
                "{\"message\": \"Basket of %s\", \"stack\": \"at pay (http://%s/app.js?%s:1:2)\"}"
                        .formatted(EMAIL, SECRET, CARD));
        send(url, "POST", "/v1/traces", token, spanNamed("click " + SECRET + " 4929"));
        send(url, "POST", "/v1/traces", token, spanNamed("click place order"));
        return send(url, "GET", "/products?query=" + SECRET, token, "")
                .headers()
                .firstValue("X-Trace-Id")
                .orElseThrow();
    }

    private HttpResponse<String> send(String url, String method, String path, String token, String body) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .header("Cookie", "customer=" + token + "; name=" + SECRET)
                .header("Referer", "http://" + SECRET + ".example/?email=" + EMAIL)
                .header("Sec-Fetch-Site", "same-origin")
                .header("User-Agent", SECRET + " " + CARD)
                .header("X-Forwarded-For", SECRET)
                .header("baggage", "user=" + EMAIL + ",card=" + CARD)
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.ofString(body))
                .build();
        var response = Http.send(http, request);
        statuses.add(response.statusCode());
        return response;
    }

    private static String spanNamed(String name) {
        var now = System.currentTimeMillis() + "000000";
        return """
                {"resourceSpans": [{"resource": {"attributes": [{"key": "user", "value": {"stringValue": "%2$s"}}]},
                  "scopeSpans": [{"spans": [{
                  "traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174", "name": "%1$s",
                  "kind": 1, "startTimeUnixNano": "%3$s", "endTimeUnixNano": "%3$s", "attributes": [
                    {"key": "%4$s", "value": {"stringValue": "%2$s"}},
                    {"key": "url.full", "value": {"stringValue": "http://localhost/orders?email=%2$s"}},
                    {"key": "error.type", "value": {"stringValue": "%4$s"}}]}]}]}]}
                """.formatted(name, EMAIL, now, SECRET);
    }

    /** All texts that the shop and the frontend have emitted. */
    private List<String> emitted(FrontendUnderTest frontend) throws IOException {
        var emitted = new ArrayList<String>();
        var telemetry = shop.signals().telemetry();
        telemetry.traces().spans().forEach(span -> emitted.add(span.toString()));
        telemetry.logs().records().forEach(line -> emitted.add(line.toString()));
        emitted.addAll(Files.readAllLines(frontend.process().log()));
        for (var service : Service.values()) {
            emitted.addAll(Files.readAllLines(shop.localShop().log(service)));
        }
        frontend.client().management(Service.ORDER, "/metrics").text().lines().forEach(emitted::add);
        shop.signals().errors().envelopes().stream()
                .flatMap(envelope -> envelope.items().stream())
                .forEach(item -> emitted.add(item.text()));
        return emitted;
    }
}
