package shop.local.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.local.benchmark.database.DatabaseConnection;
import shop.local.shop.Service;
import shop.local.system.RawConnection.Answer;

/**
 * What the services answer to requests that HTTP clients do not send, and that none of these counts as a fault of a
 * service: no 5xx, no line above INFO, no event in the error tracker.
 *
 * <p>In requests, a semicolon ends a line, {@code <a*9>} repeats a text and {@code <0xFF>} is a byte.
 */
@Tag("system")
@ExtendWith(SharedShop.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawRequestsSystemTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REPEATED = Pattern.compile("<(.+?)\\*(\\d+)>");
    private static final Pattern BYTE = Pattern.compile("<0x(..)>");
    private static final Pattern FIRST_FIELD = Pattern.compile("\\{\"(.)([^\"]*\"[^,}]*)");
    private static final String JSON_TYPE = "Content-Type: application/json";
    private static final String FORM_TYPE = "Content-Type: application/x-www-form-urlencoded";
    private static final Duration LONGER_THAN_A_REQUEST_MAY_TAKE = Duration.ofSeconds(40);

    private static final Set<String> QUIET = Set.of("INFO", "DEBUG", "TRACE");
    // The route that fails by design, and Redis on a busy machine.
    private static final Set<String> NO_FAULT = Set.of("shop.order.RiskyRoute", "shop.defaults.cache.OptionalRedis");

    private final ShopUnderTest shop;
    private final ShopUnderTest.Customer customer;
    private final String product;
    private final String serviceToken;
    private final int earlierEvents;
    private final Map<Service, Integer> earlierLines = new EnumMap<>(Service.class);

    RawRequestsSystemTest(ShopUnderTest shop) throws IOException {
        this.shop = shop;
        this.customer = shop.customer();
        this.product = shop.product("5.00", 1_000);
        this.serviceToken = serviceToken();
        this.earlierEvents = shop.signals().errors().events().size();
        for (var service : Service.values()) {
            earlierLines.put(service, lines(service).size());
        }
    }

    @AfterAll
    void leave_no_line_above_info() throws IOException {
        for (var service : Service.values()) {
            assertThat(lines(service).stream().skip(earlierLines.get(service)))
                    .filteredOn(
                            line -> !NO_FAULT.contains(line.path("loggerName").asText()))
                    .filteredOn(line -> !QUIET.contains(line.path("level").asText()))
                    .isEmpty();
        }
    }

    /** Events arrive in order: that of a fault which is the service's own comes first. */
    @AfterAll
    void leave_no_event_in_the_error_tracker() {
        var fault = shop.client().get(Service.ORDER, "/risky", "").expecting(200);

        await().atMost(ShopUnderTest.LIMIT)
                .untilAsserted(() -> assertThat(shop.signals().errors().events().stream()
                                .skip(earlierEvents)
                                // Of "order processed".
                                .filter(event -> !event.path("level").asText().equals("info"))
                                .map(event ->
                                        event.at("/contexts/trace/trace_id").asText()))
                        .containsExactly(fault.traceId()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no Host                   | GET /products HTTP/1.1;Connection: close;;                    | 400 | unmatched
            an empty Host             | GET /products HTTP/1.1;Host:;Connection: close;;              | 200 | /products
            two Hosts                 | GET /products HTTP/1.1;Host: a;Host: b;;                      | 400 | unmatched
            one Host, twice           | GET /products HTTP/1.1;Host: a;Host: a;;                      | 400 | unmatched
            a list of Hosts           | GET /products HTTP/1.1;Host: a, b;Connection: close;;         | 400 | unmatched
            a Host with a bad port    | GET /products HTTP/1.1;Host: a:99999;Connection: close;;      | 400 | unmatched
            close among options       | GET /products HTTP/1.1;Host: a;Connection: close, x;;         | 200 | /products
            close as a second option  | GET /products HTTP/1.1;Host: a;Connection: keep-alive,Close;; | 200 | /products
            close in a second field   | GET /products HTTP/1.1;Host:;Connection: x;Connection: close;; | 200 | /products
            two Authorizations        | GET / HTTP/1.1;Host: a;Authorization: a;Authorization: b;;    | 400 | unmatched
            a query without a path    | GET ? HTTP/1.1;Host: a;;                                      | 400 | unmatched
            HTTP/1.0 without Host     | GET /products HTTP/1.0;;                                      | 200 | /products
            HTTP/1.0 with two Hosts   | GET /products HTTP/1.0;Host: a;Host: b;;                      | 400 | unmatched
            HTTP/1.2                  | GET /products HTTP/1.2;Host: a;;                              | 400 | unmatched
            HTTP/01.1                 | GET /products HTTP/01.1;Host: a;;                             | 400 | unmatched
            http/1.1                  | GET /products http/1.1;Host: a;;                              | 400 | unmatched
            HTTP/2.0                  | GET /products HTTP/2.0;Host: a;;                              | 400 | unmatched
            the preface of HTTP/2     | PRI * HTTP/2.0;;SM;;                                          | 400 | unmatched
            another protocol          | GET /products FTP/1.1;Host: a;;                               | 400 | unmatched
            no protocol               | GET /products;;                                               | 400 | unmatched
            a TLS handshake           | <0x16><0x03><0x01><0xFC>;;                                    | 400 | unmatched
            empty lines first         | ;;GET /products HTTP/1.1;Host: a;Connection: close;;          | 200 | /products
            an absolute URI           | GET http://b/products HTTP/1.1;Host: a;Connection: close;;    | 200 | /products
            a URI that is too long    | GET /products?<a*5000> HTTP/1.1;Host: a;;                     | 414 | unmatched
            a field that is too long  | GET /products HTTP/1.1;Host: a;A: <a*70000>;;                 | 431 | unmatched
            too many fields           | GET /products HTTP/1.1;Host: a;<A: a;*20000>;                 | 431 | unmatched
            a folded field            | GET /products HTTP/1.1;Host: a;A: b; c;Connection: close;;    | 200 | /products
            a folded Host             | GET /products HTTP/1.1;Host: a; b;Connection: close;;         | 400 | unmatched
            a fold instead of a field | GET /products HTTP/1.1; Host: a;;                             | 400 | unmatched
            a space before the colon  | GET /products HTTP/1.1;Host : a;;                             | 400 | unmatched
            no colon                  | GET /products HTTP/1.1;Host: a;nonsense;;                     | 400 | unmatched
            bare line feeds           | GET /products HTTP/1.1<0x0A>Host: a<0x0A><0x0A>               | 400 | unmatched
            a bare carriage return    | GET /products HTTP/1.1;Host: a<0x0D>A: b;;                    | 400 | unmatched
            a field without a name    | GET /products HTTP/1.1;Host: a;: a;;                          | 400 | unmatched
            U+0000 in a field         | GET /products HTTP/1.1;Host: a;A: a<0x00>b;;                  | 400 | unmatched
            a name that is not ASCII  | GET /products HTTP/1.1;Host: a;<0xC3><0xA9>: a;;              | 400 | unmatched
            an unknown expectation    | GET /products HTTP/1.1;Host: a;Expect: magic;;                | 417 | unmatched
            no expectation            | GET /products HTTP/1.1;Host: a;Expect:;Connection: close;;    | 200 | /products
            two known expectations    | GET /products HTTP/1.0;Expect: 100-continue, 100-continue;;   | 200 | /products
            two expectations          | GET / HTTP/1.1;Host: a;Expect: 100-continue;Expect: magic;;   | 417 | unmatched
            """)
    void are_answered_by_their_head(String name, String request, int status, String endpoint) throws IOException {
        var answer =
                exchange(Service.INVENTORY, decoded(request), status, endpoint).getFirst();

        assertThat(answer.statusLine())
                .startsWith(request.contains("HTTP/1.0") && status == 200 ? "HTTP/1.0" : "HTTP/1.1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a length and chunks         | Content-Length: 5;Transfer-Encoding: chunked;;0;;                | 400
            chunks and a length         | Transfer-Encoding: chunked;Content-Length: 5;;0;;                | 400
            no length and chunks        | Content-Length: 0;Transfer-Encoding: chunked;;0;;                | 400
            a length and identity       | Content-Length: 5;Transfer-Encoding: identity;;12345             | 400
            identity                    | Transfer-Encoding: identity;;                                    | 400
            no transfer coding          | Transfer-Encoding:;;                                             | 400
            an unknown coding           | Transfer-Encoding: xchunked;;0;;                                 | 400
            a coding in quotes          | Transfer-Encoding: "chunked";;0;;                                | 400
            a coding after a tab        | Transfer-Encoding:<0x0B>chunked;;0;;                             | 400
            compressed chunks           | Transfer-Encoding: gzip, chunked;;0;;                            | 400
            chunks that are compressed  | Transfer-Encoding: chunked, gzip;;0;;                            | 400
            two transfer codings        | Transfer-Encoding: chunked;Transfer-Encoding: identity;;0;;      | 400
            chunks in chunks            | Transfer-Encoding: chunked, chunked;;0;;                         | 400
            a folded coding             | Transfer-Encoding:; chunked;;0;;                                 | 400
            two lengths                 | Content-Length: 5;Content-Length: 6;;12345                       | 400
            a list of lengths           | Content-Length: 5, 6;;12345                                      | 400
            a negative length           | Content-Length: -1;;                                             | 400
            keys of an early WebSocket  | Sec-WebSocket-Key1: a;Sec-WebSocket-Key2: a;;12345678            | 400
            a length with a sign        | Content-Length: +5;;12345                                        | 400
            a hexadecimal length        | Content-Length: 0x5;;12345                                       | 400
            a length that is no integer | Content-Length: 5.0;;12345                                       | 400
            an empty length             | Content-Length:;;                                                | 400
            an absurd length            | Content-Length: 99999999999999999999;;                           | 400
            a length after a space      | Content-Length : 5;;12345                                        | 400
            a chunk without a size      | Transfer-Encoding: chunked;;;                                    | 400
            a chunk with a bad size     | Transfer-Encoding: chunked;;xyz;                                 | 400
            a chunk of negative size    | Transfer-Encoding: chunked;;-1;                                  | 400
            a chunk of absurd size      | Transfer-Encoding: chunked;;FFFFFFFFFFFFFFFFF;                   | 400
            a chunk that is longer      | Transfer-Encoding: chunked;;3;hello;0;;                          | 400
            chunks with bare line feeds | Transfer-Encoding: chunked;;5<0x0A>hello<0x0A>0<0x0A><0x0A>      | 400
            """)
    void are_refused_with_what_follows_if_their_end_is_unclear(String name, String framing, int status)
            throws IOException {
        var smuggled = "GET /products/smuggled HTTP/1.1;Host: a;Connection: close;;";

        for (var head : List.of("POST /products HTTP/1.1;Host: a;", "GET /products HTTP/1.1;Host: a;")) {
            var answers = exchange(
                    Service.INVENTORY,
                    decoded(head + bearer(shop.operator()) + ";Content-Type: application/json;" + framing + smuggled),
                    status,
                    "-");

            assertThat(answers).hasSize(1);
            assertThat(answers.getFirst().header("connection")).isEqualTo("close");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INVENTORY | FOO /products                                    | 405 | GET, HEAD, OPTIONS, POST | -
            INVENTORY | get /products                                    | 405 | GET, HEAD, OPTIONS, POST | -
            INVENTORY | TRACE /products                                  | 405 | GET, HEAD, OPTIONS, POST | -
            INVENTORY | CONNECT /products                                | 405 | GET, HEAD, OPTIONS, POST | -
            INVENTORY | PUT /products                                    | 405 | GET, HEAD, OPTIONS, POST | -
            INVENTORY | DELETE /products/kettle                          | 405 | GET, HEAD, OPTIONS, PUT  | -
            INVENTORY | GET /products/kettle/restocks                    | 405 | OPTIONS, POST            | -
            INVENTORY | PATCH /reservations                              | 405 | OPTIONS, POST            | -
            USER      | DELETE /users                                    | 405 | GET, HEAD, OPTIONS, POST | -
            USER      | POST /users/1                                    | 405 | GET, HEAD, OPTIONS, PATCH | -
            USER      | GET /oauth/token                                 | 405 | OPTIONS, POST            | -
            USER      | POST /.well-known/jwks.json                      | 405 | GET, HEAD, OPTIONS       | -
            ORDER     | PATCH /orders                                    | 405 | GET, HEAD, OPTIONS, POST | -
            ORDER     | GET /orders/1/cancellation                       | 405 | OPTIONS, POST            | -
            ORDER     | POST /risky                                      | 405 | GET, HEAD, OPTIONS       | /risky
            ORDER     | OPTIONS /risky                                   | 200 | GET, HEAD, OPTIONS       | /risky
            ORDER     | OPTIONS /orders                                  | 200 | GET, HEAD, OPTIONS, POST | -
            ORDER     | OPTIONS /orders/1/cancellation                   | 200 | OPTIONS, POST            | -
            USER      | OPTIONS /users/1                                 | 200 | GET, HEAD, OPTIONS, PATCH | -
            USER      | OPTIONS /oauth/token                             | 200 | OPTIONS, POST            | -
            INVENTORY | OPTIONS /products                                | 200 | GET, HEAD, OPTIONS, POST | -
            INVENTORY | OPTIONS /products/kettle/restocks                | 200 | OPTIONS, POST            | -
            INVENTORY | OPTIONS /products/kettle/restocks/1              | 404 |                          | unmatched
            INVENTORY | OPTIONS *                                        | 404 |                          | unmatched
            INVENTORY | OPTIONS /nowhere                                 | 404 |                          | unmatched
            INVENTORY | HEAD /products                                   | 200 |                          | /products
            INVENTORY | HEAD /products/nothing                       | 404 |                          | /products/{id}
            """)
    void name_the_methods_of_a_resource(Service service, String request, int status, String allow, String endpoint)
            throws IOException {
        var answer = exchange(service, decoded(request + " HTTP/1.1;Host: a;Connection: close;;"), status, endpoint)
                .getFirst();

        assertThat(answer.header("allow")).isEqualTo(allow == null ? "" : allow);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            /products?query=%                           | 400
            /products?query=%zz                         | 400
            /products?%=1                               | 400
            /products?query=%FF                         | 400
            /products?query=%ED%A0%80                   | 400
            /products?query=<0xFF>                      | 400
            /products?query=<0xC3><0xA9>                | 400
            /products?query=<%25*100>                   | 200
            /products?query=<a*101>                     | 400
            /products?&&&=                              | 200
            /products?query=                            | 200
            /products?page=                             | 400
            /products?size                              | 400
            /products?page=1&page=2                     | 400
            /products?PAGE=x                            | 200
            /products?x=1<0x3B>page=x                   | 200
            /products?page=-1&size=1e3                  | 400
            /products?page=1e3                          | 400
            /products?page=0x1                          | 400
            /products?page=99999999999999999999         | 400
            /products?page=2147483647&size=100          | 400
            /products?size=0                            | 400
            /products?size=101                          | 400
            /products/%                                 | 400
            /products/%zz                               | 400
            /products/{id}                              | 400
            /products/<0xFF>                            | 400
            /products/%FF                               | 400
            /products/%2e%2e/x                          | 404
            /products/..%2f..%2fetc%2fpasswd            | 404
            /products/..%5c..%5cetc%5cpasswd            | 404
            /products/%252e%252e                        | 404
            /products/a<0x3B>b=c                        | 404
            /products/<a*3000>                          | 404
            /products/a%0d%0aX-Injected:%20b            | 404
            /../../etc/passwd                           | 404
            /%2e%2e/%2e%2e/etc/passwd                   | 404
            /PRODUCTS                                   | 404
            //                                          | 404
            //nowhere                                   | 404
            //products                                  | 200
            //[                                         | 400
            products                                    | 404
            /metrics                                    | 404
            /q/health                                   | 404
            /q/openapi                                  | 404
            /products/' or '1'='1                       | 400
            /products?query=' or '1'='1                 | 400
            /products?query=%27%20or%20%271%27=%271     | 200
            /products?query=$%7Bjndi:ldap://x%7D        | 200
            """)
    void are_answered_by_their_path_and_query(String target, int status) throws IOException {
        var answer = exchange(
                        Service.INVENTORY,
                        decoded("GET " + target + " HTTP/1.1;Host: a;Connection: close;;"),
                        status,
                        "-")
                .getFirst();

        assertThat(answer.headers()).doesNotContainKey("x-injected");
        assertThat(answer.body()).doesNotContain("root:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            USER  | /users/%00                                | 400
            USER  | /users/1-1-1-1-1                          | 404
            USER  | /users?email=%                            | 400
            USER  | /users?email=<a*3000>                     | 200
            USER  | /users?email=                             | 400
            USER  | /users?email=a@b.c&email=a@b.c            | 400
            USER  | /users?size=0x1                           | 400
            ORDER | /orders/1                                 | 404
            ORDER | /orders?status=%00                        | 400
            ORDER | /orders?status=confirmed                  | 400
            ORDER | /orders?status=                           | 400
            ORDER | /orders?status=CONFIRMED&status=REJECTED  | 400
            ORDER | /orders?page                              | 400
            INVENTORY | /reservations/%00                     | 400
            INVENTORY | /reservations/1                       | 404
            INVENTORY | /reservations/..%2fproducts           | 404
            ORDER | /orders?page=2147483647&size=100          | 400
            """)
    void are_answered_by_their_path_and_query_with_a_token(Service service, String target, int status)
            throws IOException {
        exchange(
                service,
                decoded("GET " + target + " HTTP/1.1;Host: a;Connection: close;" + bearer(shop.operator()) + ";;"),
                status,
                "-");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            bearer %s|200
            BEARER    %s |200
            Bearer|401
            Bearer%s|401
            Bearer %s,|401
            Bearer "%s"|401
            Bearer %s %s|401
            Bearer a.b.c|401
            Basic %s|401""")
    void are_authenticated_by_their_credentials(String credentials, int status) throws IOException {
        var field = "Authorization: " + credentials.replace("%s", shop.operator());

        var answer =
                exchange(Service.USER, get("/users", field), status, "/users").getFirst();

        assertThat(answer.header("www-authenticate")).startsWith(status == 401 ? "Bearer" : "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Accept: application/json                     | 200
            Accept: application/*                        | 200
            Accept: */*                                  | 200
            Accept:                                      | 200
            X-Nothing: a                                 | 200
            Accept: application/json;charset=utf-8       | 200
            Accept: application/json;q=abc               | 200
            Accept: text/html, application/json;q=0.1    | 200
            Accept: text/html ¶ Accept: application/json | 200
            Accept: <text/x, *500>*/*;q=0.1              | 200
            Accept: text/html                            | 406
            Accept: application/problem+json             | 406
            Accept: */*;q=0                              | 406
            Accept: application/json;q=0                 | 406
            Accept: application/json;q=0, */*            | 406
            Accept: blah                                 | 406
            Accept: /                                    | 406
            Accept: ;q=1                                 | 406
            Accept: <text/x, *500>text/y                 | 406
            """)
    void are_answered_with_json_or_not_at_all(String accept, int status) throws IOException {
        var line = repeated(accept).replace(" ¶ ", "\r\n");
        var answers = new ArrayList<Answer>();
        answers.addAll(exchange(Service.INVENTORY, get("/products", line), status, "/products"));
        answers.addAll(exchange(Service.USER, get("/users", line, bearer(shop.operator())), status, "/users"));
        answers.addAll(exchange(Service.ORDER, get("/orders", line, bearer(customer.token())), status, "/orders"));
        answers.addAll(exchange(Service.USER, get("/.well-known/jwks.json", line), status, "-"));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.header("content-type"))
                    .startsWith(status == 200 ? "application/json" : "application/problem+json");
            assertThat(JSON.readTree(answer.body()).isObject()).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void are_refused_for_their_body(Body body) throws IOException {
        for (var resource : resources().toList()) {
            var broken = body.broken().apply(resource.body());

            for (var request : List.of(whole(resource, JSON_TYPE, broken), chunked(resource, JSON_TYPE, broken))) {
                exchange(resource.service(), request, body.status(), "-");
            }
        }
    }

    static Stream<Body> bodies() {
        return Stream.of(
                text("nothing", 400, _ -> ""),
                text("blanks", 400, _ -> "  \t\r\n "),
                text("null", 400, _ -> "null"),
                text("an array", 400, json -> "[" + json + "]"),
                text("a text", 400, _ -> "\"name\""),
                text("HTML", 400, _ -> "<html>"),
                text("an object without its end", 400, json -> json.substring(0, json.length() - 1)),
                text("two objects", 400, json -> json + json),
                text("single quotes", 400, json -> json.replace('"', '\'')),
                text("a name twice", 400, json -> json.replaceFirst("\\{(\"[^,}]*)", "{$1,$1")),
                text("an unknown name twice", 400, json -> json.replaceFirst("\\{", "{\"x\":1,\"x\":2,")),
                text("a name of an inner object twice", 400, json -> json.replaceFirst("([^{,]*)}", "$1,$1}")),
                text("a name twice, escaped once", 400, RawRequestsSystemTest::withEscapedName),
                text("deep arrays", 400, _ -> "[".repeat(60_000)),
                text("deep objects", 400, _ -> "{\"name\":".repeat(7_000)),
                value("1e400", 400),
                value("1e-400", 400),
                value("1e999999999", 400),
                value("-1e-999999999", 400),
                value("NaN", 400),
                value("9".repeat(60_000), 400),
                value("9".repeat(1_000_000), 413),
                text("10 MB", 413, json -> " ".repeat(10_000_000) + json),
                encoded("UTF-16"),
                encoded("UTF-16BE"),
                encoded("UTF-16LE"),
                encoded("UTF-32BE"),
                encoded("UTF-32LE"),
                new Body("strange first bytes", 400, _ -> new byte[] {0, '{', 0, 0}),
                with("0xFF", 0xFF),
                with("0x00", 0),
                with("a surrogate in UTF-8", 0xED, 0xA0, 0x80),
                with("U+0000 in two bytes", 0xC0, 0x80));
    }

    /** Its first field once more, with the first letter of the name as an escape. */
    private static String withEscapedName(String json) {
        return FIRST_FIELD.matcher(json).replaceFirst(field -> {
            var letter = field.group(1);
            var rest = field.group(2);
            var repeated = "{\"%s%s,\"\\u%04x%s".formatted(letter, rest, (int) letter.charAt(0), rest);
            return Matcher.quoteReplacement(repeated);
        });
    }

    /** A number instead of the first value. */
    private static Body value(String number, int status) {
        var name = number.length() < 20 ? number : "a number of " + number.length() + " digits";
        return text(name, status, json -> json.replaceFirst(":[^,}]+", ":" + number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: a",
                "Content-Type:",
                "Content-Type: text/plain",
                "Content-Type: application/octet-stream",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Type: multipart/form-data",
                "Content-Type: json",
                "Content-Type: /",
                "Content-Type: */*",
                "Content-Type: ;charset=utf-8",
                "Content-Type: application/json, text/plain",
                "Content-Type: application/json;charset=utf-16",
                "Content-Type: application/json;charset=\"",
                "Content-Type: application/json[",
                "Content-Type: application/json(x)",
                "Content-Type: application/json\\x",
                "Content-Type: application/js=on",
                "Content-Type: a:b/c",
                "Content-Type: a|b/c'd",
                "Content-Type: application/hal+json",
                "Content-Type: application/vnd.api+json",
                "Content-Type: application/stream+json",
                "Content-Type: application/x-ndjson",
                "Content-Type: application/x+json",
                "Content-Type: text/json",
                "Content-Type: application/json\r\nContent-Type: text/plain",
                "Content-Type: application/json\r\nContent-Encoding: gzip",
                "Content-Type: application/json\r\nContent-Encoding: deflate",
                "Content-Type: application/json\r\nContent-Encoding: br",
                "Content-Type: application/json\r\nContent-Encoding: identity, gzip",
            })
    void are_refused_for_the_type_of_their_body(String type) throws IOException {
        for (var resource : resources().toList()) {
            exchange(resource.service(), whole(resource, type, resource.body()), 415, "-");
        }
    }

    @ParameterizedTest
    @MethodSource("resources")
    void are_accepted_if_nothing_is_wrong_with_them(Resource resource) throws IOException {
        for (var request : List.of(
                whole(resource, JSON_TYPE, resource.body()),
                whole(resource, "Content-Type: APPLICATION/JSON; Charset=\"UTF-8\"", resource.body()),
                whole(resource, "Content-Type: application/json ;charset=utf-8", resource.body()),
                whole(resource, JSON_TYPE + ";a=b".repeat(1_500), resource.body()),
                whole(resource, JSON_TYPE + "\r\nContent-Encoding: identity", resource.body()),
                chunked(resource, JSON_TYPE, resource.body()))) {
            var answer = exchange(resource.service(), request, resource.status(), "-")
                    .getFirst();

            assertThat(answer.header("location"))
                    .matches(resource.status() == 201 ? resource.path() + "/[0-9a-z-]+" : "");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Idempotency-Key:                          | must have 1 to 128 printable ASCII characters
            Idempotency-Key: <0x20><0x09>             | must have 1 to 128 printable ASCII characters
            Idempotency-Key: a<0x09>b                 | must have 1 to 128 printable ASCII characters
            Idempotency-Key: <0xE9>                   | must have 1 to 128 printable ASCII characters
            Idempotency-Key: <0xC3><0xA9>             | must have 1 to 128 printable ASCII characters
            Idempotency-Key: <k*129>                  | must have 1 to 128 printable ASCII characters
            Idempotency-Key: a;Idempotency-Key: b     | must be given once
            Idempotency-Key: a;IDEMPOTENCY-KEY: a     | must be given once
            Idempotency-Key: a;Idempotency-Key:       | must be given once
            """)
    void are_refused_for_their_idempotency_key(String fields, String rule) throws IOException {
        var line = new String(decoded(fields), ISO_8859_1);
        for (var resource : repeatable().toList()) {
            var answer = exchange(
                            resource.service(), whole(resource, JSON_TYPE + "\r\n" + line, resource.body()), 400, "-")
                    .getFirst();

            var violations = JSON.readTree(answer.body()).path("violations");
            assertThat(violations).singleElement().satisfies(violation -> {
                assertThat(violation.path("field").asText()).isEqualTo("Idempotency-Key");
                assertThat(violation.path("message").asText()).isEqualTo(rule);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("injections")
    void have_any_printable_idempotency_key(String text) throws IOException {
        // The rest is another field.
        var key = text.lines().findFirst().orElseThrow();
        var isPrintable = key.chars().allMatch(character -> character >= ' ' && character <= '~');
        for (var resource : repeatable().toList()) {
            var body = resource.body();
            var status = isPrintable ? resource.status() : 400;
            var answers = new ArrayList<Answer>();
            for (var field : List.of("Idempotency-Key: " + key, "idempotency-key:\t" + key + "  ")) {
                answers.addAll(
                        exchange(resource.service(), whole(resource, JSON_TYPE + "\r\n" + field, body), status, "-"));
            }

            if (isPrintable) {
                assertThat(answers)
                        .extracting(answer -> answer.header("idempotent-replayed"))
                        .containsExactly("", "true");
                assertThat(answers.getLast().body())
                        .isEqualTo(answers.getFirst().body());
            }
        }
    }

    /** RFC 9110, section 10.1.1. */
    @ParameterizedTest
    @MethodSource("resources")
    void continue_once_when_they_expect_it(Resource resource) throws IOException {
        var fields = JSON_TYPE + "\r\nExpect: 100-Continue";
        for (var request :
                List.of(whole(resource, fields, resource.body()), chunked(resource, fields, resource.body()))) {
            var end = new String(request, ISO_8859_1).indexOf("\r\n\r\n") + 4;
            try (var connection = open(resource.service())) {
                connection.send(Arrays.copyOf(request, end));

                assertThat(connection.answer().statusLine()).isEqualTo("HTTP/1.1 100 Continue");

                connection.send(Arrays.copyOfRange(request, end, request.length));

                assertThat(connection.answers()).extracting(Answer::status).containsExactly(resource.status());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Content-Type: application/json;Content-Length: 70000                           | 413
            Content-Type: application/json;Content-Length: 2;Accept: text/html             | 406
            Content-Type: application/json;Content-Length: 2;Content-Encoding: gzip        | 415
            Content-Type: application/json, text/plain;Transfer-Encoding: chunked          | 415
            Content-Type: text/plain;Content-Length: 2                                     | 415
            Content-Type: text/plain;Transfer-Encoding: chunked                            | 415
            Content-Length: 2                                                              | 415
            """)
    void get_no_answer_to_their_expectation_if_their_head_is_refused(String fields, int status) throws IOException {
        for (var resource : List.of("POST /users", "POST /oauth/token")) {
            var head = resource + " HTTP/1.1;Host: a;Expect: 100-continue;" + fields + ";;";

            try (var connection = open(Service.USER).send(decoded(head))) {
                assertThat(connection.answer().status()).isEqualTo(status);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100;;{\"name\"", "Transfer-Encoding: chunked;;5;{\"n"})
    void count_as_499_if_the_client_resets_the_connection(String start) throws IOException {
        for (var resource : resources().toList()) {
            var service = resource.service();
            var labels = new String[] {"status_code=\"499\"", "method=\"" + resource.method() + "\""};
            var unmatched = new String[] {"status_code=\"499\"", "endpoint=\"unmatched\""};
            var before = counted(service, labels);
            var unmatchedBefore = counted(service, unmatched);
            var log = lines(service).size();
            var request = decoded("%s %s HTTP/1.1;Host: a;%s;%s;%s"
                    .formatted(resource.method(), resource.path(), JSON_TYPE, bearer(resource.token()), start));

            try (var connection = open(service).send(request)) {
                await().atMost(ShopUnderTest.LIMIT).until(() -> active(service) > 0);
                connection.reset();
            }

            await().atMost(ShopUnderTest.LIMIT)
                    .untilAsserted(() -> assertThat(counted(service, labels)).isEqualTo(before + 1));
            assertThat(counted(service, unmatched)).isEqualTo(unmatchedBefore);
            assertThat(lines(service).stream().skip(log))
                    .extracting(RawRequestsSystemTest::level)
                    .containsExactly("INFO 499 client-closed-request");
        }
    }

    /** The 400 of an empty body, or 499: it is a race. */
    @Test
    void are_no_faults_if_they_have_no_length_and_the_client_resets_the_connection() throws IOException {
        for (var resource : resources().toList()) {
            var service = resource.service();
            var label = "method=\"" + resource.method() + "\"";
            var before = counted(service, label);
            var log = lines(service).size();

            for (var request = 0; request < 50; request++) {
                try (var connection = open(service).send(head(resource, JSON_TYPE))) {
                    connection.reset();
                }
            }

            await().atMost(ShopUnderTest.LIMIT)
                    .untilAsserted(() -> assertThat(counted(service, label)).isEqualTo(before + 50));
            assertThat(lines(service).stream().skip(log))
                    .extracting(RawRequestsSystemTest::level)
                    .isSubsetOf("INFO 400 invalid-request", "INFO 499 client-closed-request");
        }
    }

    @Test
    void count_as_499_if_the_client_resets_the_connection_in_a_form() throws IOException {
        var labels = new String[] {"status_code=\"499\"", "method=\"POST\""};
        var before = counted(Service.USER, labels);
        var log = lines(Service.USER).size();

        try (var connection = open(Service.USER)
                .send(head(token(), FORM_TYPE + "\r\nContent-Length: 100"))
                .send("grant_type=")) {
            await().atMost(ShopUnderTest.LIMIT).until(() -> active(Service.USER) > 0);
            connection.reset();
        }

        await().atMost(ShopUnderTest.LIMIT)
                .untilAsserted(() -> assertThat(counted(Service.USER, labels)).isEqualTo(before + 1));
        assertThat(lines(Service.USER).stream().skip(log))
                .extracting(RawRequestsSystemTest::level)
                .containsExactly("INFO 499 client-closed-request");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void count_as_499_without_the_unfinished_request_behind_them(boolean isReset) throws IOException {
        var user = resources().findFirst().orElseThrow();
        var labels = new String[] {"status_code=\"499\"", "endpoint=\"/users\""};
        var before = counted(Service.USER, labels);
        var log = lines(Service.USER).size();
        var first = "POST /users HTTP/1.1;Host: a;%s;Content-Length: %d;;".formatted(JSON_TYPE, user.body().length);
        var next = "POST /users HTTP/1.1;Host: a;%s;Content-Length: 100;;{".formatted(JSON_TYPE);

        try (var users = DatabaseConnection.of(shop.localShop().postgres(), Service.USER.database())) {
            // So that the first request is not answered before the connection ends.
            users.execute("begin; lock table users in access exclusive mode");
            try (var connection = open(Service.USER).send(concatenated(decoded(first), user.body(), decoded(next)))) {
                await().atMost(ShopUnderTest.LIMIT).until(() -> active(Service.USER) > 0);
                if (isReset) {
                    connection.reset();
                }
            }
            await().atMost(ShopUnderTest.LIMIT)
                    .untilAsserted(
                            () -> assertThat(counted(Service.USER, labels)).isEqualTo(before + 1));
        }

        await().atMost(ShopUnderTest.LIMIT)
                .untilAsserted(() -> assertThat(active(Service.USER)).isZero());
        assertThat(counted(Service.USER, labels)).isEqualTo(before + 1);
        assertThat(lines(Service.USER).stream().skip(log))
                .extracting(RawRequestsSystemTest::level)
                .containsExactly("INFO 499 client-closed-request");
    }

    /** All at once: each takes as long as a request or an idle connection may. */
    @Test
    void must_arrive_in_time() throws Exception {
        var read = "GET /.well-known/jwks.json HTTP/1.1\r\nHost: a\r\n\r\n";
        var head = "POST /users HTTP/1.1\r\nHost: a\r\n" + JSON_TYPE + "\r\n";
        try (var idle = open(Service.USER);
                var silent = open(Service.USER);
                var slowHead = open(Service.USER).send(head);
                var nextHead = open(Service.USER).send(read + "GET /");
                var slowBody = open(Service.USER).send(head + "Content-Length: 1000\r\n\r\n{");
                var stalledBody = open(Service.USER).send(head + "Content-Length: 1000\r\n\r\n{");
                var stalledChunk = open(Service.USER).send(head + "Transfer-Encoding: chunked\r\n\r\n5\r\n{");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(idle.send(read).answer().status()).isEqualTo(200);
            // An empty line may follow a request (RFC 9112, section 2.2).
            assertThat(idle.send(read + "\r\n").answer().status()).isEqualTo(200);
            idle.answerWithin(SharedShop.IDLE_TIMEOUT.multipliedBy(2));
            var answers = new ArrayList<Future<List<Answer>>>();
            for (var slow : List.of(slowHead, slowBody)) {
                answers.add(threads.submit(() -> slow.answersWhileSending("a")));
            }
            assertThat(nextHead.answer().status()).isEqualTo(200);
            for (var stalled : List.of(nextHead, stalledBody, stalledChunk)) {
                stalled.answerWithin(LONGER_THAN_A_REQUEST_MAY_TAKE);
                answers.add(threads.submit(() -> stalled.answers()));
            }
            silent.answerWithin(LONGER_THAN_A_REQUEST_MAY_TAKE);

            assertThat(silent.answers()).isEmpty();
            for (var slow : answers) {
                assertThat(slow.get()).singleElement().satisfies(answer -> {
                    assertThat(answer.status()).isEqualTo(408);
                    check(Service.USER, answer, false);
                });
            }
            assertThat(idle.answers()).isEmpty();
        }
    }

    @Test
    void are_answered_one_after_the_other_on_one_connection() throws IOException {
        var request = "GET /products HTTP/1.1;Host: a;;";

        try (var connection = open(Service.INVENTORY)) {
            connection.send(decoded(request.repeat(3) + "GET /products HTTP/1.1;Host: a;Connection: close;;"));

            assertThat(connection.answers()).extracting(Answer::status).containsExactly(200, 200, 200, 200);
        }
    }

    static Stream<String> injections() {
        return Stream.of(
                "'; DROP TABLE users; --",
                "' OR '1'='1",
                "${jndi:ldap://127.0.0.1:1/x}",
                "{{7*7}} #{7*7} ${7*7} <%= 7*7 %>",
                "<script>alert(1)</script>",
                "../../../../etc/passwd",
                "%s%n%d %00 %0d%0a",
                "a, b\r\nSet-Cookie: c=d",
                "$(reboot) `reboot` | reboot",
                "é ü 日本語 \uD83D\uDE00 \u202E \u200D");
    }

    @ParameterizedTest
    @MethodSource("injections")
    void search_any_text(String text) throws IOException {
        var encoded = URLEncoder.encode(text, UTF_8);

        exchange(Service.INVENTORY, get("/products?query=" + encoded), 200, "/products");
        exchange(Service.USER, get("/users?email=" + encoded, bearer(shop.operator())), 200, "/users");
        exchange(Service.ORDER, get("/orders?status=" + encoded, bearer(customer.token())), 400, "/orders");
    }

    @ParameterizedTest
    @MethodSource("injections")
    void get_no_token_for_any_text(String text) throws IOException {
        var encoded = URLEncoder.encode(text, UTF_8);
        var basic = "Authorization: Basic " + Base64.getEncoder().encodeToString((text + ":" + text).getBytes(UTF_8));
        var user = "grant_type=password&username=%s&password=%s".formatted(encoded, encoded);
        var client = "grant_type=client_credentials&client_id=%s&client_secret=%s".formatted(encoded, encoded);
        var other = "grant_type=" + encoded;

        exchange(Service.USER, whole(token(), FORM_TYPE, user.getBytes(UTF_8)), 400, "/oauth/token");
        exchange(Service.USER, whole(token(), FORM_TYPE, client.getBytes(UTF_8)), 401, "/oauth/token");
        exchange(Service.USER, whole(token(), FORM_TYPE, other.getBytes(UTF_8)), 400, "/oauth/token");
        exchange(
                Service.USER,
                whole(token(), basic + "\r\n" + FORM_TYPE, "grant_type=client_credentials".getBytes(UTF_8)),
                401,
                "/oauth/token");
    }

    @ParameterizedTest
    @MethodSource("injections")
    void store_any_text_as_it_is_or_refuse_it(String text) throws IOException {
        var quoted = Matcher.quoteReplacement(JSON.writeValueAsString(text));
        for (var resource : resources().toList()) {
            for (var field : List.of("email", "name", "password", "id", "type", "status", "orderId", "productId")) {
                var example = resource.example().get();
                var body = example.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":" + quoted);
                if (body.equals(example)) {
                    continue;
                }

                try (var connection = open(resource.service()).send(whole(resource, JSON_TYPE, body.getBytes(UTF_8)))) {
                    var answer = connection.answers().getFirst();

                    assertThat(answer.status()).as(body).isIn(resource.status(), 400);
                    check(resource.service(), answer, false);
                    if (field.equals("name")) {
                        assertThat(JSON.readTree(answer.body()).path(field).asText())
                                .isEqualTo(text);
                    }
                }
            }
        }
    }

    /** RFC 6749, section 5.2. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                                                          | 400 | invalid_request
            &&&=                                                        | 400 | invalid_request
            {"grant_type":"password"}                                   | 400 | invalid_request
            g<0x00>r<0x00>a<0x00>n<0x00>t<0x00>                         | 400 | invalid_request
            <0xEF><0xBB><0xBF>grant_type=password&username=a&password=b | 400 | invalid_request
            GRANT_TYPE=password&username=a&password=b                   | 400 | invalid_request
            grant_type[]=password&username=a&password=b                 | 400 | invalid_request
            grant_type=password&grant_type=password                     | 400 | invalid_request
            grant_type=password&username=a&username=b&password=c        | 400 | invalid_request
            grant_type=password&username&password                       | 400 | invalid_request
            grant_type=password&username=<0xFF>&password=a              | 400 | invalid_request
            grant_type=password&username=<0x00>&password=a              | 400 | invalid_request
            grant_type=password&username=<0xED><0xA0><0x80>&password=a  | 400 | invalid_request
            grant_type=password&username=<0xC0><0x80>&password=a        | 400 | invalid_request
            grant_type=password&username=%00&password=a                 | 400 | invalid_request
            grant_type=password&username=%FF&password=a                 | 400 | invalid_request
            grant_type=password&username=a&password=%ED%A0%80           | 400 | invalid_request
            grant_type=password&username=a&password=%C0%80              | 400 | invalid_request
            grant_type=password&username=a&password=%                   | 400 | invalid_request
            grant_type=password&username=a&password=%4                  | 400 | invalid_request
            grant_type=password&username=a&password=%zz                 | 400 | invalid_request
            grant_type=password&username=a&password=%+1                 | 400 | invalid_request
            %zz=a&grant_type=password&username=a&password=b             | 400 | invalid_request
            <p=x&*15000>grant_type=implicit                             | 400 | unsupported_grant_type
            grant_type=password<0x3B>username=a&password=b              | 400 | unsupported_grant_type
            grant_type=PASSWORD&username=a&password=b                   | 400 | unsupported_grant_type
            grant_type=password&username=<a*60000>&password=b           | 400 | invalid_grant
            grant_type=password&username=a&password=<b*60000>           | 400 | invalid_grant
            grant_type=client_credentials&client_id=a&client_secret=b   | 401 | invalid_client
            grant_type=password&username=' OR '1'='1&password=' OR 1=1  | 400 | invalid_grant
            grant_type=client_credentials&client_id=a%0d%0aX-Injected: b&client_secret=../a | 401 | invalid_client
            grant_type=password&username=${jndi:ldap://127.0.0.1:1/x}&password={{7*7}}  | 400 | invalid_grant
            """)
    void get_a_token_or_the_error_of_their_form(String form, int status, String error) throws IOException {
        for (var request :
                List.of(whole(token(), FORM_TYPE, decoded(form)), chunked(token(), FORM_TYPE, decoded(form)))) {
            var answer = exchange(Service.USER, request, status, "/oauth/token").getFirst();

            assertThat(JSON.readTree(answer.body()).path("error").asText()).isEqualTo(error);
            assertThat(answer.headers()).doesNotContainKey("x-injected");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Content-Type: application/x-www-form-urlencoded                             | 200
            Content-Type: APPLICATION/X-WWW-Form-UrlEncoded ;charset=ISO-8859-1         | 200
            Content-Type: application/x-www-form-urlencoded ¶ Content-Encoding: identity | 200
            X-Nothing: a                                                                | 415
            Content-Type: application/json                                              | 415
            Content-Type: text/plain                                                    | 415
            Content-Type: multipart/form-data                                           | 415
            Content-Type: application/x-www-form-urlencoded, text/plain                 | 415
            Content-Type: application/x-www-form-urlencoded ¶ Content-Encoding: gzip    | 415
            """)
    void get_a_token_by_the_type_of_their_body(String type, int status) throws IOException {
        var request = whole(token(), type.replace(" ¶ ", "\r\n"), token().body());

        exchange(Service.USER, request, status, "/oauth/token");
    }

    @Test
    void get_no_token_for_a_form_that_is_too_large() throws IOException {
        var form = "a=b&".repeat(20_000).getBytes(UTF_8);

        exchange(Service.USER, whole(token(), FORM_TYPE, form), 413, "/oauth/token");
        exchange(Service.USER, chunked(token(), FORM_TYPE, form), 413, "/oauth/token");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /metrics                                   | 200
            GET /nowhere                                   | 404
            GET /q/health?%                                | 200
            GET /q/health/%zz                              | 400
            PUT /q/log-levels/%zz                          | 400
            PUT /q/log-levels/a?level=%                    | 400
            PUT /q/faults/errors?rate=a&rate=b             | 400
            PUT /q/faults/%00                              | 404
            """)
    void are_no_faults_on_the_management_port_either(String request, int status) throws IOException {
        for (var accept : List.of("", "Accept: blah;", "Accept: text/html;", "Content-Length: 0;")) {
            var log = lines(Service.INVENTORY).size();
            try (var connection = new RawConnection(
                    shop.localShop().address(Service.INVENTORY).managementPort())) {
                connection.send(decoded(request + " HTTP/1.1;Host: a;Connection: close;" + accept + ";"));

                assertThat(connection.answers()).extracting(Answer::status).containsExactly(status);
            }
            assertThat(lines(Service.INVENTORY).stream().skip(log))
                    .extracting(line -> line.path("level").asText())
                    .allMatch("INFO"::equals);
        }
    }

    /**
     * Sends a request after which the service must close the connection, and checks what it answers and reports.
     *
     * @param endpoint as counted; {@code -} to count all
     */
    private List<Answer> exchange(Service service, byte[] request, int status, String endpoint) throws IOException {
        var labels = endpoint.equals("-")
                ? new String[] {"status_code=\"" + status + "\""}
                : new String[] {"status_code=\"" + status + "\"", "endpoint=\"" + endpoint + "\""};
        var before = counted(service, labels);
        var isHead = new String(request, 0, 5, ISO_8859_1).equals("HEAD ");

        List<Answer> answers;
        try (var connection = open(service).send(request)) {
            answers = connection.answers(isHead);
        }

        assertThat(answers).isNotEmpty();
        assertThat(answers.getFirst().status())
                .as(() -> answers.getFirst().body())
                .isEqualTo(status);
        check(service, answers.getFirst(), isHead);
        // Mostly it is counted already: a first look after the usual 100 ms would double the time of this class.
        await().pollDelay(Duration.ZERO)
                .atMost(ShopUnderTest.LIMIT)
                .untilAsserted(() -> assertThat(counted(service, labels)).isEqualTo(before + 1));
        return answers;
    }

    private void check(Service service, Answer answer, boolean isHead) throws IOException {
        var traceId = answer.header("x-trace-id");
        assertThat(traceId).matches("[0-9a-f]{32}");
        assertThat(answer.header("date")).endsWith(" GMT");
        var messages = lines(service, traceId).stream()
                .map(RawRequestsSystemTest::level)
                .toList();
        if (answer.status() < 400) {
            assertThat(messages).isEmpty();
            return;
        }
        assertThat(messages).singleElement().asString().startsWith("INFO " + answer.status() + " ");
        if (isHead) {
            return;
        }
        var problem = JSON.readTree(answer.body());
        var slug = messages.getFirst().split(" ")[2];
        if (problem.has("error")) {
            // RFC 6749, section 5.2.
            assertThat(answer.header("content-type")).startsWith("application/json");
            assertThat(problem.path("error").asText()).isEqualTo(slug);
            assertThat(problem.fieldNames()).toIterable().containsExactly("error", "error_description");
            return;
        }
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(problem.path("type").asText()).isEqualTo("urn:shop:problem:" + slug);
        assertThat(problem.path("status").asInt()).isEqualTo(answer.status());
        assertThat(problem.path("traceId").asText()).isEqualTo(traceId);
        assertThat(answer.body()).doesNotContain("Exception", "jackson", "java.", "shop.", "at [Source");
    }

    /** What takes a form. */
    private static Resource token() {
        return new Resource(
                Service.USER,
                "POST",
                "/oauth/token",
                "",
                200,
                () -> "grant_type=client_credentials&client_id=order-service&client_secret="
                        + URLEncoder.encode(SharedShop.CLIENT_SECRET, UTF_8));
    }

    private String serviceToken() {
        try (var connection = open(Service.USER).send(whole(token(), FORM_TYPE, token().body()))) {
            return JSON.readTree(connection.answer().body())
                    .path("access_token")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What takes a JSON body. */
    Stream<Resource> resources() {
        return Stream.of(
                new Resource(
                        Service.USER,
                        "POST",
                        "/users",
                        "",
                        201,
                        () -> "{\"name\":\"Ada\",\"email\":\"%s@shop.example\",\"password\":\"0123456789\"}"
                                .formatted(UUID.randomUUID())),
                new Resource(
                        Service.USER,
                        "PATCH",
                        "/users/" + customer.id(),
                        customer.token(),
                        200,
                        () -> "{\"name\":\"Ada\"}"),
                new Resource(
                        Service.USER,
                        "PATCH",
                        "/users/" + customer.id(),
                        shop.operator(),
                        200,
                        () -> "{\"status\":\"ACTIVE\"}"),
                new Resource(
                        Service.INVENTORY,
                        "POST",
                        "/products",
                        shop.operator(),
                        201,
                        () -> "{\"name\":\"Kettle\",\"id\":\"%s\",\"price\":5.5,\"stock\":1}"
                                .formatted(UUID.randomUUID())),
                new Resource(
                        Service.INVENTORY,
                        "PUT",
                        "/products/" + product,
                        shop.operator(),
                        200,
                        () -> "{\"price\":5.5,\"name\":\"Kettle\"}"),
                new Resource(
                        Service.INVENTORY,
                        "POST",
                        "/products/" + product + "/restocks",
                        shop.operator(),
                        200,
                        () -> "{\"quantity\":1}"),
                new Resource(
                        Service.INVENTORY,
                        "POST",
                        "/reservations",
                        serviceToken,
                        201,
                        () -> "{\"orderId\":\"%s\",\"lines\":[{\"productId\":\"%s\",\"quantity\":1}]}"
                                .formatted(UUID.randomUUID(), product)),
                new Resource(
                        Service.ORDER,
                        "POST",
                        "/orders",
                        customer.token(),
                        201,
                        () -> "{\"type\":\"standard\",\"lines\":[{\"productId\":\"%s\",\"quantity\":1}]}"
                                .formatted(product)));
    }

    /** What honours an idempotency key. */
    private Stream<Resource> repeatable() {
        return resources().filter(resource -> resource.path().matches("/orders|.*/restocks"));
    }

    private RawConnection open(Service service) throws IOException {
        return new RawConnection(shop.localShop().address(service).port());
    }

    private int counted(Service service, String... labels) {
        return Metrics.of(shop, service).named("http_requests_total").stream()
                .filter(sample -> List.of(labels).stream().allMatch(sample.labels()::contains))
                .mapToInt(sample -> sample.value().intValue())
                .sum();
    }

    private int active(Service service) {
        return Metrics.of(shop, service).total("active_connections").intValue();
    }

    /** Lines of a service's log that contain a text. */
    private List<JsonNode> lines(Service service, String text) throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(shop.localShop().log(service))) {
            if (line.contains(text)) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    private List<JsonNode> lines(Service service) throws IOException {
        return lines(service, "");
    }

    private static String level(JsonNode line) {
        return line.path("level").asText() + " " + line.path("message").asText();
    }

    private static byte[] get(String path, String... fields) {
        return ("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + String.join("\r\n", fields)
                        + "\r\n\r\n")
                .getBytes(ISO_8859_1);
    }

    private static byte[] whole(Resource resource, String fields, byte[] body) {
        return concatenated(head(resource, fields + "\r\nContent-Length: " + body.length), body);
    }

    private static byte[] chunked(Resource resource, String fields, byte[] body) {
        var size = body.length == 0 ? "" : Integer.toHexString(body.length) + "\r\n";
        var end = (body.length == 0 ? "" : "\r\n") + "0\r\n\r\n";
        return concatenated(
                head(resource, fields + "\r\nTransfer-Encoding: chunked"),
                size.getBytes(ISO_8859_1),
                body,
                end.getBytes(ISO_8859_1));
    }

    private static byte[] head(Resource resource, String fields) {
        return "%s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s\r\n%s\r\n\r\n"
                .formatted(resource.method(), resource.path(), bearer(resource.token()), fields)
                .getBytes(ISO_8859_1);
    }

    private static String bearer(String token) {
        return token.isEmpty() ? "X-Nobody: a" : "Authorization: Bearer " + token;
    }

    /** @param text with semicolons for the ends of lines, {@code <a*9>} and {@code <0xFF>} */
    private static byte[] decoded(String text) {
        var lines = repeated(text).replace(";", "\r\n");
        return BYTE.matcher(lines)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))))
                .getBytes(ISO_8859_1);
    }

    private static String repeated(String text) {
        return REPEATED.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
    }

    private static byte[] concatenated(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (var part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static Body text(String name, int status, UnaryOperator<String> broken) {
        return new Body(
                name, status, body -> broken.apply(new String(body, UTF_8)).getBytes(UTF_8));
    }

    private static Body encoded(String charset) {
        return new Body(charset, 400, body -> new String(body, UTF_8).getBytes(Charset.forName(charset)));
    }

    /** With bytes in the middle of its first text. */
    private static Body with(String name, int... bytes) {
        return new Body(name, 400, body -> {
            var start = Arrays.copyOf(body, 2);
            var middle = new byte[bytes.length];
            for (var i = 0; i < bytes.length; i++) {
                middle[i] = (byte) bytes[i];
            }
            return concatenated(start, middle, Arrays.copyOfRange(body, 2, body.length));
        });
    }

    /** @param broken makes it of a valid body */
    record Body(String name, int status, UnaryOperator<byte[]> broken) {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * @param status of the response to a valid body
     * @param example a valid body
     */
    record Resource(Service service, String method, String path, String token, int status, Supplier<String> example) {
        byte[] body() {
            return example.get().getBytes(UTF_8);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
