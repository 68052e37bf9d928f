package telemetry.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentry.Breadcrumb;
import io.sentry.Hint;
import io.sentry.JsonSerializer;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.SpanContext;
import io.sentry.SpanId;
import io.sentry.SpanStatus;
import io.sentry.protocol.Message;
import io.sentry.protocol.Request;
import io.sentry.protocol.Response;
import io.sentry.protocol.SentryException;
import io.sentry.protocol.SentryId;
import io.sentry.protocol.SentrySpan;
import io.sentry.protocol.SentryStackFrame;
import io.sentry.protocol.SentryStackTrace;
import io.sentry.protocol.SentryTransaction;
import io.sentry.protocol.TransactionInfo;
import io.sentry.protocol.User;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventRedactionTest {

    private static final String ADDRESS = "ada@example.com";

    @Test
    void keeps_long_chains_of_long_stack_traces() throws IOException {
        var event = new SentryEvent();
        event.setExceptions(IntStream.range(0, 5)
                .mapToObj(number -> {
                    var exception = new SentryException();
                    exception.setValue("cause " + number + " of " + ADDRESS);
                    exception.setStacktrace(new SentryStackTrace(Stream.generate(EventRedactionTest::frame)
                            .limit(500)
                            .toList()));
                    return exception;
                })
                .toList());
        event.setModules(IntStream.range(0, 300)
                .boxed()
                .collect(Collectors.toMap(number -> "library-" + number, number -> "1." + number)));

        assertThat(sent(event)).contains("cause 4 of [Filtered]", "library-299", "com.example.Shelf");
    }

    @Test
    void removes_secret_headers() throws IOException {
        var request = new Request();
        request.setHeaders(Map.of(
                "AUTHORIZATION", "secret-1",
                "Proxy-Authorization", "secret-2",
                "cookie", "secret-3",
                "Set-Cookie", "secret-4",
                "x-API-key", "secret-5",
                "Accept", "application/json"));
        request.setCookies("secret-6");
        request.setData("secret-7");
        var event = new SentryEvent();
        event.setRequest(request);

        assertThat(sent(event)).doesNotContain("secret-").contains("application/json");
    }

    @Test
    void removes_e_mail_addresses_everywhere() throws IOException {
        var event = new SentryEvent();
        var message = new Message();
        message.setMessage("for " + ADDRESS);
        message.setFormatted("for " + ADDRESS);
        message.setParams(List.of(ADDRESS));
        event.setMessage(message);
        var exception = new SentryException();
        exception.setValue("no " + ADDRESS);
        event.setExceptions(List.of(exception));
        var request = new Request();
        request.setUrl("http://localhost/users/" + ADDRESS);
        request.setQueryString("email=ada%40example.com&token=secret");
        request.setHeaders(Map.of("User-Agent", ADDRESS));
        event.setRequest(request);
        var breadcrumb = new Breadcrumb("to " + ADDRESS);
        breadcrumb.setData("url", "http://localhost/?q=" + ADDRESS);
        event.addBreadcrumb(breadcrumb);
        event.setTag("customer", ADDRESS);
        event.setExtra("customer", List.of(Map.of(ADDRESS, ADDRESS)));
        event.getContexts().put("customer", Map.of("email", ADDRESS));
        event.setTransaction("GET /" + ADDRESS);

        assertThat(sent(event)).doesNotContain("example.com", "secret").contains("[Filtered]");
    }

    @Test
    void removes_values_with_the_name_of_a_secret() throws IOException {
        var secrets = Map.of(
                "Authorization",
                "secret-1",
                "X-Api-Key",
                "secret-2",
                "Cookie",
                "secret-3",
                "access_token",
                "secret-4",
                "password",
                List.of("secret-5"),
                "page",
                1);
        var event = new SentryEvent();
        event.getContexts().put("upstream", secrets);
        event.getContexts().put("calls", new Object[] {secrets, new StringBuilder("token=secret-6")});
        var response = new Response();
        response.setHeaders(Map.of("Set-Cookie", "secret-7", "Server", "token=secret-8"));
        response.setCookies("secret-9");
        response.setData("secret-10");
        event.getContexts().setResponse(response);
        event.setExtra("upstream", secrets);
        event.setTag("session", "secret-11");
        event.setFingerprints(List.of("token=secret-12"));
        var breadcrumb = new Breadcrumb("called");
        secrets.forEach(breadcrumb::setData);
        event.addBreadcrumb(breadcrumb);

        assertThat(sent(event)).doesNotContain("secret-").contains("\"page\":1");
    }

    @Test
    void removes_secrets_from_transactions() throws IOException {
        var span = new SentrySpan(
                1.0,
                2.0,
                new SentryId(),
                new SpanId(),
                null,
                "http.client",
                "GET /?token=secret-1",
                SpanStatus.OK,
                "manual",
                Map.of("api_key", "secret-2", "q", ADDRESS),
                Map.of(),
                Map.of("Cookie", "secret-3"));
        var transaction =
                new SentryTransaction("GET /users/{id}", 1.0, 2.0, List.of(span), Map.of(), new TransactionInfo("url"));
        var trace = new SpanContext("http.server");
        trace.setDescription("for " + ADDRESS);
        trace.setTag("customer", ADDRESS);
        trace.setData("Authorization", "secret-4");
        transaction.getContexts().setTrace(trace);

        assertThat(json(filter().execute(transaction, new Hint())))
                .doesNotContain("secret-", "example.com")
                .contains("GET /users/{id}", "http.client");
    }

    @Test
    void removes_secrets_from_the_name_of_a_transaction() throws IOException {
        var transaction = new SentryTransaction(
                "GET /users/" + ADDRESS, 1.0, 2.0, List.of(), Map.of(), new TransactionInfo("url"));

        assertThat(json(filter().execute(transaction, new Hint()))).contains("GET /users/[Filtered]");
    }

    @Test
    void keeps_only_the_id_of_the_user() throws IOException {
        var user = new User();
        user.setId("42");
        user.setEmail(ADDRESS);
        user.setUsername("ada");
        user.setIpAddress("192.0.2.1");
        var event = new SentryEvent();
        event.setUser(user);

        assertThat(sent(event)).contains("\"user\":{\"id\":\"42\"}");
    }

    @Test
    void removes_a_user_without_an_id() throws IOException {
        var event = new SentryEvent();
        event.setUser(new User());

        assertThat(sent(event)).doesNotContain("user");
    }

    private static EventRedaction filter() {
        return new EventRedaction(new SentryOptions().getLogger());
    }

    private static SentryStackFrame frame() {
        var frame = new SentryStackFrame();
        frame.setModule("com.example.Shelf");
        frame.setFunction("take");
        frame.setFilename("Shelf.java");
        frame.setLineno(42);
        frame.setInApp(true);
        return frame;
    }

    private static String sent(SentryEvent event) throws IOException {
        return json(filter().execute(event, new Hint()));
    }

    private static String json(Object sent) throws IOException {
        var json = new StringWriter();
        new JsonSerializer(new SentryOptions()).serialize(sent, json);
        return json.toString();
    }
}
