package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the frontend answers to requests that HTTP clients do not send, with and without a body that it passes on.
 *
 * <p>In requests, a semicolon ends a line.
 */
@Tag("system")
@ExtendWith(SharedShop.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontendConnectionsSystemTest {
    private static final String NEXT = "GET /products HTTP/1.1;Host: a;Connection: close;;";

    private final FrontendUnderTest frontend;

    FrontendConnectionsSystemTest(ShopUnderTest shop) {
        frontend = new FrontendUnderTest(shop);
    }

    @AfterAll
    void stop() {
        frontend.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /products HTTP/1.1;Host: a;Host: b;;                                            | 400
            GET / HTTP/1.1;Host: a;Host: b;;                                                    | 400
            GET /products HTTP/1.2;Host: a;;                                                    | 400
            GET /products FTP/1.1;Host: a;;                                                     | 400
            GET /products HTTP/1.1;Host: a;Authorization: a;Authorization: b;;                  | 400
            GET /products HTTP/1.1;Host: a;Expect: magic;;                                      | 417
            POST /products HTTP/1.1;Host: a;Content-Length: 5;Transfer-Encoding: chunked;;0;;   | 400
            POST /products HTTP/1.1;Host: a;Content-Length: 5, 6;;12345                         | 400
            POST /products HTTP/1.1;Host: a;Transfer-Encoding: identity;;                       | 400
            POST /products HTTP/1.1;Host: a;Transfer-Encoding: xchunked;;0;;                    | 400
            POST /products HTTP/1.1;Host: a;Transfer-Encoding: gzip, chunked;;0;;               | 400
            POST /products HTTP/1.1;Host: a;Transfer-Encoding: chunked;;xyz;                    | 400
            POST /products HTTP/1.1;Host: a;Transfer-Encoding: chunked;;3;hello;0;;             | 400
            POST /ui/session HTTP/1.1;Host: a;Transfer-Encoding: chunked;;xyz;                  | 400
            POST /v1/traces HTTP/1.1;Host: a;Content-Length: 0x5;;12345                         | 400
            """)
    void are_refused_with_what_follows(String request, int status) throws IOException {
        try (var connection = connection().send(lines(request + NEXT))) {
            var answers = connection.answers();

            assertThat(answers).hasSize(1);
            assertThat(answers.getFirst().status()).isEqualTo(status);
            assertThat(answers.getFirst().header("connection")).isEqualTo("close");
            assertThat(answers.getFirst().header("content-type")).isEqualTo("application/problem+json");
            assertThat(answers.getFirst().header("x-trace-id")).matches("[0-9a-f]{32}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /products HTTP/1.1;Host: a;;                                                    | 200
            GET /products HTTP/1.1;Host: a;Connection: keep-alive;;                             | 200
            POST /users HTTP/1.1;Host: a;Content-Type: application/json;Content-Length: 2;;{}   | 400
            POST /users HTTP/1.1;Host: a;Content-Type: application/json;Transfer-Encoding: chunked;;2;{};0;; | 400
            OPTIONS /orders HTTP/1.1;Host: a;;                                                  | 200
            PATCH /orders HTTP/1.1;Host: a;Content-Length: 0;;                                  | 405
            GET /no/such/route HTTP/1.1;Host: a;;                                               | 404
            """)
    void are_answered_and_so_is_the_next_one(String request, int status) throws IOException {
        try (var connection = connection().send(lines(request + NEXT))) {
            assertThat(connection.answers())
                    .extracting(RawConnection.Answer::status)
                    .containsExactly(status, 200);
        }
    }

    private RawConnection connection() throws IOException {
        return new RawConnection(URI.create(frontend.process().url()).getPort());
    }

    private static String lines(String text) {
        return text.replace(";", "\r\n");
    }
}
