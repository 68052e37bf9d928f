package shop.defaults.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentry.Breadcrumb;
import io.sentry.Hint;
import io.sentry.JsonSerializer;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.protocol.Message;
import io.sentry.protocol.Request;
import io.sentry.protocol.SentryException;
import io.sentry.protocol.User;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretFilterTest {

    private static final String ADDRESS = "ada@example.com";

    @Test
    void leaves_no_secret_header() throws IOException {
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
    void leaves_no_address_wherever_it_is() throws IOException {
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
    void leaves_of_the_user_the_id_alone() throws IOException {
        var user = new User();
        user.setId("42");
        user.setEmail(ADDRESS);
        user.setUsername("ada");
        user.setIpAddress("192.0.2.1");
        var event = new SentryEvent();
        event.setUser(user);

        assertThat(sent(event)).contains("\"user\":{\"id\":\"42\"}");
    }

    private static String sent(SentryEvent event) throws IOException {
        var json = new StringWriter();
        new JsonSerializer(new SentryOptions()).serialize(new SecretFilter().execute(event, new Hint()), json);
        return json.toString();
    }
}
