package shop.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionGuardTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String NEXT = "GET /next HTTP/1.1;Host: x;;";

    private final EmbeddedChannel connection =
            new EmbeddedChannel(new HttpRequestDecoder(), new HttpResponseEncoder(), new ConnectionGuard(LIMIT));

    ConnectionGuardTest() {
        connection.freezeTime();
    }

    @AfterEach
    void release() {
        connection.finishAndReleaseAll();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET / HTTP/1.1;Host: a;Host: b;;                                            | 400
            GET / HTTP/1.0;Host: a;Host: a;;                                            | 400
            GET / HTTP/2.0;Host: a;;                                                    | 400
            GET / XTTP/1.1;Host: a;;                                                    | 400
            GET / http/1.1;Host: a;;                                                    | 400
            GET / HTTP/01.1;Host: a;;                                                   | 400
            GET / HTTP/1.2;Host: a;;                                                    | 400
            GET / HTTP/1.1;Host: a;: b;;                                                | 400
            GET;;                                                                       | 400
            GET /% HTTP/1.1;Host: a;;                                                   | 400
            GET / HTTP/1.1;Host : a;;                                                   | 400
            POST / HTTP/1.1;Host: a;Content-Length: 5;Transfer-Encoding: chunked;;0;;   | 400
            POST / HTTP/1.1;Host: a;Content-Length: 5;Transfer-Encoding: identity;;12345| 400
            POST / HTTP/1.1;Host: a;Transfer-Encoding: identity;;12345                  | 400
            POST / HTTP/1.1;Host: a;Transfer-Encoding: gzip, chunked;;0;;               | 400
            POST / HTTP/1.1;Host: a;Transfer-Encoding: chunked;Transfer-Encoding: gzip;;| 400
            POST / HTTP/1.1;Host: a;Content-Length: 5;Content-Length: 6;;12345          | 400
            POST / HTTP/1.1;Host: a;Content-Length: -1;;                                | 400
            GET / HTTP/1.1;Host: a;Sec-WebSocket-Key1: a;Sec-WebSocket-Key2: a;;12345678| 400
            GET /é HTTP/1.1;Host: a;;                                                   | 400
            GET /?é HTTP/1.1;Host: a;;                                                  | 400
            GET //% HTTP/1.1;Host: a;;                                                  | 400
            GET ? HTTP/1.1;Host: a;;                                                    | 400
            GET / HTTP/1.1;Host: a;Authorization: Bearer a;Authorization: Bearer b;;    | 400
            POST / HTTP/1.1;Host: a;Expect: miracles;Content-Length: 5;;12345           | 417
            POST / HTTP/1.1;Expect: 100-continue;Expect: miracles;Content-Length: 1;;1  | 417""")
    void refuses_invalid_and_ambiguous_requests_and_ignores_what_follows(String request, int status) {
        receive(request + NEXT);

        assertThat(refusals()).containsExactly(status);

        respond(status);

        assertThat(sent()).containsOnlyOnce("HTTP/1.1 " + status).contains("connection: close", "date: ");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void refuses_heads_that_are_too_long() {
        receive("GET /" + "a".repeat(5_000) + " HTTP/1.1;Host: x;;");

        assertThat(refusals()).containsExactly(414);
    }

    @Test
    void refuses_fields_that_are_too_long() {
        receive("GET / HTTP/1.1;Host: x;A: " + "a".repeat(10_000) + ";;");

        assertThat(refusals()).containsExactly(431);
    }

    @Test
    void refuses_a_broken_chunk_in_the_middle_of_a_body() {
        receive("POST / HTTP/1.1;Host: x;Transfer-Encoding: chunked;;5;hello;");
        receive("xyz;" + NEXT);

        assertThat(refusals()).containsExactly(400);

        respond(400);

        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void passes_valid_requests_on_and_dates_their_responses() {
        receive(NEXT + "POST / HTTP/1.1;Host: x;Content-Length: 5;Expect: 100-Continue;;hello" + NEXT);

        respond(200);
        respond(100);
        respond(201);
        respond(404);

        assertThat(refusals()).containsExactly(0, 0, 0);
        assertThat(sent()).contains("HTTP/1.1 201").doesNotContain("connection: close");
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void passes_a_request_on_after_the_response_to_the_previous_one() {
        receive(NEXT + "POST / HTTP/1.1;Host: x;Content-Length: 5;;he");
        receive("llo" + NEXT);

        assertThat(refusals()).containsExactly(0);

        respond(200);

        assertThat(refusals()).containsExactly(0);

        respond(201);

        assertThat(refusals()).containsExactly(0);

        respond(200);
        receive(NEXT);

        assertThat(refusals()).containsExactly(0);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void passes_on_a_body_that_begins_before_the_previous_response_and_ends_after_it() {
        receive(NEXT + "POST / HTTP/1.1;Host: x;Content-Length: 5;;he");
        respond(200);
        receive("llo");

        assertThat(refusals()).containsExactly(0, 0);

        respond(201);

        assertThat(sent()).contains("HTTP/1.1 201").doesNotContain("connection: close");
    }

    @Test
    void passes_nothing_on_after_the_client_has_left() {
        var body = Unpooled.copiedBuffer("he", StandardCharsets.ISO_8859_1);
        receive(NEXT + "POST / HTTP/1.1;Host: x;Content-Length: 5;;");
        connection.writeInbound(body);

        connection.close();

        assertThat(refusals()).containsExactly(0);
        assertThat(body.refCnt()).isZero();
    }

    @Test
    void passes_nothing_on_if_the_client_has_left_when_the_previous_response_is_written() {
        connection.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                context.fireChannelInactive();
                context.write(message, promise);
            }
        });
        receive(NEXT + NEXT);

        respond(200);

        assertThat(refusals()).containsExactly(0);
    }

    @Test
    void stops_reading_while_many_requests_are_unanswered() {
        receive(NEXT.repeat(20));

        assertThat(connection.config().isAutoRead()).isFalse();

        for (var request = 0; request < 20; request++) {
            respond(200);

            assertThat(connection.config().isAutoRead()).isEqualTo(request > 10);
        }
        assertThat(refusals()).hasSize(20);
    }

    @Test
    void stops_reading_again_when_vertx_resumes_it() {
        receive(NEXT.repeat(20));

        connection.config().setAutoRead(true);

        assertThat(connection.config().isAutoRead()).isFalse();
    }

    @Test
    void measures_no_time_while_it_does_not_read() {
        receive(NEXT + "POST / HTTP/1.1;Host: x;Content-Length: 5;;he");
        waitFor(LIMIT.dividedBy(2));
        receive("llo" + NEXT.repeat(20) + "GET /");
        waitFor(LIMIT.multipliedBy(2));
        for (var request = 0; request < 22; request++) {
            respond(200);
        }

        assertThat(refusals()).hasSize(22).containsOnly(0);

        waitFor(LIMIT);

        assertThat(refusals()).containsExactly(408);
    }

    @ParameterizedTest
    @CsvSource({"//, /", "///, /", "//?a, /?a", "//a//b, /a//b", "/a?//, /a?//"})
    void reads_several_slashes_at_the_start_of_a_path_as_one(String target, String uri) {
        receive("GET " + target + " HTTP/1.1;Host: x;;");

        var request = (HttpRequest) connection.readInbound();

        assertThat(request.decoderResult()).isNotInstanceOf(Refusal.class);
        assertThat(request.uri()).isEqualTo(uri);
    }

    /** RFC 9112, section 2.2. */
    @ParameterizedTest
    @ValueSource(strings = {NEXT, "POST / HTTP/1.1;Host: x;Content-Length: 5;;hello"})
    void ignores_empty_lines_between_requests(String request) {
        receive(request + ";;");
        respond(200);
        receive(";");
        waitFor(LIMIT.multipliedBy(2));
        receive(NEXT);

        assertThat(refusals()).containsExactly(0, 0);
        assertThat(connection.isOpen()).isTrue();
    }

    /** RFC 9110, section 10.1.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Expect:", "Expect: 100-continue, 100-Continue,", "Expect: 100-continue;Expect: 100-continue"})
    void passes_on_any_list_of_known_expectations(String fields) {
        receive("POST / HTTP/1.1;Host: x;" + fields + ";Content-Length: 5;;hello");

        assertThat(refusals()).containsExactly(0);
    }

    /** RFC 9110, section 7.6.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: close, x",
                "Connection: x,Close",
                "Connection: keep-alive, close",
                "Connection: keep-alive;Connection: close"
            })
    void reduces_connection_options_to_close(String fields) {
        receive("GET / HTTP/1.1;Host: x;" + fields + ";;");

        var request = (HttpRequest) connection.readInbound();

        assertThat(request.headers().getAll("Connection")).containsExactly("close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET;;", "GET ? HTTP/1.1;;", "GET /% HTTP/1.1;;", "FOO"})
    void refuses_requests_without_a_valid_path_as_requests_to_the_root(String head) {
        receive(head);
        waitFor(LIMIT);

        var request = (HttpRequest) connection.readInbound();

        assertThat(request.decoderResult()).isInstanceOf(Refusal.class);
        assertThat(request.uri()).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", ";;"})
    void closes_a_silent_connection(String emptyLines) {
        receive(emptyLines);
        waitFor(LIMIT);

        assertThat(connection.isOpen()).isFalse();
        assertThat(refusals()).isEmpty();
    }

    @Test
    void refuses_a_head_that_does_not_end() {
        receive("GET / HTTP/1.1;Host: x;");
        waitFor(LIMIT.dividedBy(2));
        receive("A: a;");
        waitFor(LIMIT.dividedBy(2));

        assertThat(refusals()).containsExactly(408);
        respond(408);
        assertThat(connection.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET /", "GET / HTTP/1.1;", "GET / HTTP/1.1;Host: x;"})
    void refuses_a_head_that_does_not_end_and_begins_in_the_same_read_as_the_previous_request_ends(String start) {
        receive(NEXT + start);
        respond(200);
        waitFor(LIMIT);

        assertThat(refusals()).containsExactly(0, 408);

        respond(408);

        assertThat(connection.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /", "POST / HTTP/1.1;Host: x;Content-Length: 5;;he"})
    void refuses_a_request_that_does_not_end_after_the_response_to_the_previous_one(String start) {
        receive(NEXT + start);
        waitFor(LIMIT);

        assertThat(refusals()).containsExactly(0);

        respond(200);

        assertThat(refusals()).containsExactly(408);
        assertThat(connection.isOpen()).isTrue();

        respond(408);

        assertThat(sent()).containsOnlyOnce("connection: close");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void measures_the_time_of_each_request_separately() {
        receive(NEXT + "GET /");
        respond(200);
        waitFor(LIMIT.multipliedBy(2).dividedBy(3));
        receive(" HTTP/1.1;Host: x;;GET /");
        respond(200);
        waitFor(LIMIT.multipliedBy(2).dividedBy(3));

        assertThat(refusals()).containsExactly(0, 0);
    }

    @Test
    void refuses_a_body_that_does_not_end() {
        receive("POST / HTTP/1.1;Host: x;Content-Length: 5;;he");
        waitFor(LIMIT.dividedBy(2));
        receive("l");
        waitFor(LIMIT.dividedBy(2));

        assertThat(refusals()).containsExactly(408);
        respond(408);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void leaves_a_connection_open_while_a_request_is_processed_and_between_requests() {
        receive(NEXT);
        waitFor(LIMIT.multipliedBy(2));
        respond(200);
        waitFor(LIMIT.multipliedBy(2));
        receive(NEXT);

        assertThat(refusals()).containsExactly(0, 0);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void reads_the_rest_of_a_body_that_is_refused_before_it_closes_the_connection() {
        receive("POST / HTTP/1.1;Host: x;Content-Length: 10;;hello");
        respond(413);

        assertThat(sent()).contains("HTTP/1.1 413", "connection: close");
        assertThat(connection.isOpen()).isTrue();

        receive("world" + NEXT);

        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void closes_a_connection_whose_refused_body_does_not_end() {
        receive("POST / HTTP/1.1;Host: x;Content-Length: 10;;hello");
        respond(413);

        waitFor(LIMIT);

        assertThat(connection.isOpen()).isFalse();
    }

    /** @param text with semicolons for the ends of lines */
    private void receive(String text) {
        connection.writeInbound(Unpooled.copiedBuffer(text.replace(";", "\r\n"), StandardCharsets.ISO_8859_1));
    }

    private void respond(int status) {
        connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status)));
    }

    private void waitFor(Duration time) {
        connection.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        connection.runScheduledPendingTasks();
    }

    /** The status with which each request that Vert.x gets is refused, 0 if it is not; all of them end. */
    private List<Integer> refusals() {
        var requests = new ArrayList<HttpRequest>();
        var ends = 0;
        for (Object message; (message = connection.readInbound()) != null; ) {
            if (message instanceof HttpRequest request) {
                requests.add(request);
            }
            if (message instanceof LastHttpContent) {
                ends++;
            }
        }
        assertThat(ends).isEqualTo(requests.size());
        return requests.stream()
                .map(request -> request.decoderResult() instanceof Refusal refusal ? refusal.status() : 0)
                .toList();
    }

    private String sent() {
        var sent = new StringBuilder();
        for (ByteBuf bytes; (bytes = connection.readOutbound()) != null; ) {
            sent.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }
        return sent.toString();
    }
}
