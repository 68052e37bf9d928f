package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.backends.sentry.Envelope;
import shop.local.shop.Account;
import shop.local.shop.Response;
import shop.local.shop.Service;
import shop.local.shop.ShopClient;
import shop.local.system.RawClient.Raw;

/** Personal data in any part of a request appears in no signal. */
@Tag("system")
@ExtendWith(SharedShop.class)
class CanarySystemTest {
    private static final String NAME = "Zephyrine Quillfeather";
    private static final String EMAIL = "zephyrine.quillfeather@canary.example";
    private static final String PASSWORD = "Xq7-canary-password-93kd";
    private static final String CARD = "4929 1234 5678 9012";
    private static final String CARD_DIGITS = "4929123456789012";
    private static final String SECRET = "canarysecretzz81hq";
    // Spelled like a path segment, a product id, an enum constant and a host.
    private static final String WORD = "quillfeatherlike";
    /** The texts in each encoding in which they may be emitted. */
    private static final Set<String> CANARIES =
            forms(NAME, "Quillfeather", EMAIL, PASSWORD, CARD, CARD_DIGITS, SECRET, WORD);

    private final ShopUnderTest shop;
    private final RawClient raw;
    private final Set<String> canaries = new LinkedHashSet<>(CANARIES);
    private final Set<Integer> statuses = new TreeSet<>();
    private final Set<String> redisKeys = new TreeSet<>();

    CanarySystemTest(ShopUnderTest shop) {
        this.shop = shop;
        this.raw = new RawClient(shop.localShop());
    }

    @Test
    void no_signal_identifies_the_customer() throws IOException {
        var account = new Account(EMAIL, PASSWORD);
        var customer = shop.client().register(account, NAME + " " + CARD).expecting(201);
        sent(customer);
        var id = customer.json().path("id").asText();
        var token = shop.client().token(account);
        // The header of a token is always the same; its claims and signature belong to the customer.
        canaries.addAll(List.of(token.split("\\.")[1], token.split("\\.")[2]));
        var product = shop.product("5.00", 50);
        var order = await().atMost(ShopUnderTest.LIMIT)
                .until(() -> order(token, product), answer -> answer.status() == 201);

        lookIntoRedis();

        accounts(account, id, token);
        lookIntoRedis();
        products(token, product);
        orders(token, product, order.json().path("id").asText());
        everywhere(token, product, id, order.json().path("id").asText());
        behind(token, order.json().path("id").asText());
        shop.localShop().stop(Service.USER);
        try {
            sent(order(token, product));
            sent(order(SECRET, product));
        } finally {
            shop.localShop().restart(Service.USER);
        }
        var last = await().atMost(ShopUnderTest.LIMIT)
                .until(() -> order(token, product), answer -> answer.status() == 201);
        shop.trace(last.traceId());

        assertThat(statuses).contains(200, 201, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503);
        var emitted = emitted();
        // Proves that the search below covers each kind of text.
        finds(emitted, "spans", order.json().path("id").asText());
        finds(emitted, "spans", id);
        finds(emitted, "log lines", "404 not-found");
        finds(emitted, "metrics", product);
        finds(emitted, "Redis keys", "users:" + id);
        finds(emitted, "error reports", "order-service");
        assertThat(leaks(emitted)).isEmpty();
    }

    /** One example of each kind. */
    private Collection<String> leaks(Map<String, List<String>> emitted) {
        var leaks = new TreeMap<String, String>();
        emitted.forEach((place, texts) -> texts.forEach(text -> canaries.stream()
                .filter(text::contains)
                .forEach(canary ->
                        leaks.putIfAbsent(place + " " + text.split("=", 2)[0], place + ": " + around(text, canary)))));
        return leaks.values();
    }

    private void accounts(Account account, String id, String token) {
        sent(shop.client().register(account, NAME));
        sent(shop.client().get(Service.USER, "/users/" + id, token));
        sent(shop.client().get(Service.USER, "/users/" + id, token));
        sent(shop.client().get(Service.USER, "/users?email=" + EMAIL, shop.operator()));
        sent(shop.client().get(Service.USER, "/users?email=" + EMAIL, token));
        sent(shop.client().patch(Service.USER, "/users/" + id, token, Map.of("name", NAME)));
        sent(shop.client().patch(Service.USER, "/users/" + id, token, Map.of("name", NAME, CARD, CARD)));
        sent(shop.client().get(Service.USER, "/users/" + id + "/purchases", token));
        for (var attempt = 0; attempt < 7; attempt++) {
            sent(shop.client().tryToken(new Account("other." + EMAIL, PASSWORD + attempt)));
        }
        sent(shop.client().tryToken(new Account("\0" + EMAIL, PASSWORD)));
        sent(raw.send(form("grant_type=client_credentials&client_id=" + SECRET + "&client_secret=" + PASSWORD)));
        sent(raw.send(form("grant_type=" + SECRET + "&username=" + EMAIL)));
        sent(raw.send(form("%" + SECRET + "&" + EMAIL)));
        sent(shop.client()
                .post(Service.USER, "/users", "", Map.of("email", NAME, "name", "", "password", "q7-" + SECRET)));
        sent(shop.client()
                .post(
                        Service.USER,
                        "/users",
                        "",
                        Map.of("email", "b" + EMAIL, "name", NAME + "\0", "password", PASSWORD)));
    }

    private void products(String token, String product) {
        sent(shop.client().get(Service.INVENTORY, "/products?query=" + encoded(CARD), token));
        sent(shop.client().get(Service.INVENTORY, "/products/" + encoded(EMAIL), token));
        sent(shop.client().createProduct(token, ShopClient.Product.of(product, NAME, "1.00", 1)));
        sent(shop.client().createProduct(shop.operator(), ShopClient.Product.of(product, NAME, "1.00", 1)));
        sent(shop.client().createProduct(shop.operator(), ShopClient.Product.of(NAME, CARD, "1.00", 1)));
        sent(shop.client()
                .put(Service.INVENTORY, "/products/" + product, shop.operator(), Map.of("name", NAME, "price", 1)));
        sent(shop.client()
                .post(Service.INVENTORY, "/products/" + product + "/restocks", shop.operator(), Map.of(CARD, 1)));
        sent(shop.client().post(Service.INVENTORY, "/reservations", token, Map.of("orderId", SECRET)));
        sent(shop.client().get(Service.INVENTORY, "/reservations/" + SECRET, shop.operator()));
    }

    private void orders(String token, String product, String order) {
        sent(order(token, "unknown-" + SECRET));
        sent(order(token, NAME));
        sent(shop.client().placeOrder(token, "standard", new ShopClient.Line(product, 1_000)));
        sent(shop.client().placeOrder(token, SECRET, new ShopClient.Line(product, 1)));
        sent(shop.client().placeOrder(SECRET + "." + SECRET, "standard", new ShopClient.Line(product, 1)));
        sent(shop.client().post(Service.ORDER, "/orders", token, Map.of("type", "standard", NAME, CARD)));
        sent(shop.client().get(Service.ORDER, "/orders/" + order, token));
        sent(shop.client().get(Service.ORDER, "/orders?status=" + SECRET, token));
        sent(shop.client().post(Service.ORDER, "/orders/" + order + "/cancellation", token, Map.of(NAME, CARD)));
        sent(shop.client().get(Service.ORDER, "/risky?email=" + EMAIL + "&token=" + SECRET, token));
    }

    /** All parts of a request that a caller can set, in successful and failing requests. */
    private void everywhere(String token, String product, String id, String order) {
        for (var target : List.of(
                new Target(Service.USER, "/users", "/users/" + id),
                new Target(Service.INVENTORY, "/products", "/products/" + product),
                new Target(Service.ORDER, "/orders", "/orders/" + order))) {
            for (var path : List.of(
                    target.one(),
                    target.all(),
                    target.all() + "/" + encoded(NAME),
                    target.all() + "/" + SECRET + "/" + encoded(EMAIL),
                    "/" + CARD_DIGITS + "/" + SECRET,
                    target.all() + "/" + WORD,
                    "/" + WORD + "/" + WORD,
                    target.all() + "?" + WORD + "=" + WORD.toUpperCase() + "&status=" + WORD.toUpperCase(),
                    "/" + encoded(EMAIL) + ";session=" + SECRET,
                    target.one() + "?email=" + encoded(EMAIL) + "&token=" + SECRET + "&" + SECRET + "=1&card="
                            + CARD_DIGITS)) {
                for (var method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")) {
                    sent(raw.send(new Raw(target.service(), method, path, headers(token), "")));
                }
            }
            for (var body : List.of(
                    "{\"email\":\"" + EMAIL,
                    "{\"" + SECRET + "\":\"" + CARD + "\"}",
                    "[\"" + NAME + "\"]",
                    "\"" + PASSWORD + "\"",
                    SECRET,
                    "{\"name\":\"" + (SECRET + " ").repeat(5_000) + "\"}")) {
                sent(raw.send(new Raw(target.service(), "POST", target.all(), json(headers(token)), body)));
                sent(raw.send(new Raw(target.service(), "POST", target.all(), headers(token), body)));
                sent(raw.send(new Raw(target.service(), "POST", target.all(), json(headers(shop.operator())), body)));
            }
            for (var bad : List.of(SECRET, "Bearer " + SECRET, "Bearer e30." + SECRET + ".x", basic())) {
                var headers = headers(token);
                headers.put("Authorization", bad);
                sent(raw.send(new Raw(target.service(), "GET", target.one(), headers, "")));
            }
            for (var agent : List.of(WORD + "/1.0", "curl/" + CARD_DIGITS)) {
                var headers = headers(token);
                headers.put("Traceparent", "00-" + traceId() + "-00f067aa0ba902b7-01");
                headers.put("User-Agent", agent);
                headers.put("X-Forwarded-For", CARD_DIGITS);
                headers.put("X-Forwarded-Host", WORD + ".example");
                headers.put("X-Forwarded-Proto", WORD);
                sent(raw.send(new Raw(target.service(), "GET", target.one(), headers, "")));
                headers.put("Forwarded", "for=" + WORD + ";host=" + WORD + ".example;proto=" + WORD);
                sent(raw.send(new Raw(target.service(), "GET", target.all(), headers, "")));
            }
            // Not a known method.
            sent(raw.send(new Raw(target.service(), SECRET.toUpperCase(), target.one(), headers(token), "")));
        }
    }

    /** Endpoints of the services and of other programs. */
    private void behind(String token, String order) {
        for (var bearer : List.of(token, shop.operator())) {
            for (var path : List.of("/reservations", "/reservations/" + order)) {
                for (var method : List.of("GET", "POST")) {
                    sent(raw.send(new Raw(
                            Service.INVENTORY,
                            method,
                            path,
                            json(headers(bearer)),
                            "{\"orderId\":\"" + SECRET + "\"}")));
                }
            }
        }
        sent(raw.send(new Raw(Service.USER, "GET", "/.well-known/jwks.json", headers(token), "")));
        sent(raw.send(new Raw(Service.USER, "POST", "/oauth/token", headers(token), SECRET)));
        sent(raw.send(new Raw(Service.ORDER, "GET", "/risky", headers(token), "")));
    }

    private static String traceId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static Map<String, String> headers(String token) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Authorization", "Bearer " + token);
        headers.put("Accept", "application/json, text/" + SECRET);
        headers.put("Baggage", "user=" + encoded(EMAIL) + ",card=" + CARD_DIGITS + ";" + SECRET);
        headers.put("Cookie", "session=" + SECRET + "; name=" + encoded(NAME));
        headers.put("Idempotency-Key", CARD + " " + EMAIL);
        headers.put("Proxy-Authorization", basic());
        headers.put("Referer", "http://" + SECRET + ".example/?email=" + EMAIL);
        headers.put("Sentry-Trace", SECRET);
        headers.put("Traceparent", "00-" + SECRET + "-" + CARD_DIGITS + "-01");
        headers.put("Tracestate", "canary=" + SECRET);
        headers.put("User-Agent", NAME + " " + CARD);
        headers.put("X-Api-Key", SECRET);
        headers.put("X-Forwarded-For", SECRET);
        headers.put("X-Request-Id", EMAIL);
        return headers;
    }

    private static Map<String, String> json(Map<String, String> headers) {
        headers.put("Content-Type", "application/json");
        return headers;
    }

    private static Raw form(String form) {
        return new Raw(
                Service.USER,
                "POST",
                "/oauth/token",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                form);
    }

    private static String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((EMAIL + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    private Response order(String token, String product) {
        return shop.client().placeOrder(token, "standard", new ShopClient.Line(product, 1));
    }

    private void sent(Response answer) {
        sent(answer.status());
    }

    private void sent(int status) {
        statuses.add(status);
    }

    /** All texts that the services emitted, by kind. */
    private Map<String, List<String>> emitted() throws IOException {
        var emitted = new LinkedHashMap<String, List<String>>();
        var telemetry = shop.signals().telemetry();
        emitted.put(
                "spans",
                telemetry.traces().spans().stream().map(Object::toString).toList());
        emitted.put(
                "log records",
                telemetry.logs().records().stream().map(Object::toString).toList());
        var lines = new ArrayList<String>();
        var metrics = new ArrayList<String>();
        for (var service : Service.values()) {
            lines.addAll(Files.readAllLines(shop.localShop().log(service)));
            shop.client().management(service, "/metrics").text().lines().forEach(metrics::add);
            shop.client().management(service, "/metrics", "*/*").text().lines().forEach(metrics::add);
        }
        emitted.put("log lines", lines);
        emitted.put("metrics", metrics);
        emitted.put(
                "error reports",
                shop.signals().errors().envelopes().stream()
                        .flatMap(envelope -> envelope.items().stream()
                                .map(Envelope.Item::text)
                                .map(text -> envelope.header() + " " + text))
                        .toList());
        lookIntoRedis();
        emitted.put("Redis keys", List.copyOf(redisKeys));
        return emitted;
    }

    /** Called repeatedly, because keys expire after seconds. */
    private void lookIntoRedis() {
        try (var redis = shop.localShop().redis().connect()) {
            redisKeys.addAll(redis.texts("KEYS", "*"));
        }
    }

    private static void finds(Map<String, List<String>> emitted, String place, String text) {
        assertThat(emitted.get(place)).as(place).anyMatch(line -> line.contains(text));
    }

    private static Set<String> forms(String... texts) {
        var forms = new LinkedHashSet<String>();
        for (var text : texts) {
            forms.add(text);
            forms.add(encoded(text));
            forms.add(encoded(text).replace("+", "%20"));
            forms.add(text.toUpperCase());
            forms.add(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        }
        forms.add(basic().substring("Basic ".length()));
        return forms;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String around(String text, String canary) {
        var at = text.indexOf(canary);
        return text.substring(Math.max(0, at - 120), Math.min(text.length(), at + canary.length() + 40));
    }

    private record Target(Service service, String all, String one) {}
}
