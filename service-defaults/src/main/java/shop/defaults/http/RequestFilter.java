package shop.defaults.http;

import static io.vertx.core.http.HttpHeaders.ACCEPT;
import static io.vertx.core.http.HttpHeaders.CONTENT_ENCODING;
import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;
import static io.vertx.core.http.HttpHeaders.EXPECT;
import static io.vertx.core.http.HttpHeaders.TRANSFER_ENCODING;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.resteasy.reactive.server.runtime.observability.ObservabilityIntegrationRecorder;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import shop.http.HeaderValue;
import shop.http.Refusal;
import shop.http.problem.InvalidRequest;
import telemetry.http.FilterOrder;
import telemetry.http.Outcome;

/**
 * Passes on requests that accept JSON and whose body is text of an allowed size; refuses all others before anything is
 * executed.
 */
@Singleton
class RequestFilter {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    // Tokens (RFC 9110, section 5.6.2) without a wildcard.
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$%&'+.^`|~-]+/[\\w!#$%&'+.^`|~-]+");
    private static final Set<String> CHARSETS = Set.of("utf-8", "utf8", "us-ascii");

    private final long bodyLimit;

    RequestFilter(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize bodyLimit) {
        this.bodyLimit = bodyLimit.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, FilterOrder.APPLICATION.priority());
    }

    private void filter(RoutingContext request) {
        var headers = request.request().headers();
        var length = headers.get(CONTENT_LENGTH);
        var refusal = Refusal.of(request.request());
        if (refusal.isPresent()) {
            request.fail(refusal.getAsInt());
        } else if (!AcceptHeader.allowsJson(headers.getAll(ACCEPT))) {
            refuse(request, 406);
        } else if (length != null && Long.parseLong(length) > bodyLimit) {
            refuse(request, 413);
        } else {
            // The only representation, whatever else the client would take.
            headers.set(ACCEPT, JSON);
            if (length != null || headers.contains(TRANSFER_ENCODING)) {
                receive(request, headers);
            } else {
                // Without a body, Quarkus REST reads the connection, and fails if the client has left.
                ((RoutingContextInternal) request).setBody(Buffer.buffer());
                request.next();
            }
        }
    }

    private void receive(RoutingContext request, MultiMap headers) {
        if (isEncoded(headers) || !isReadable(headers.getAll(CONTENT_TYPE))) {
            refuse(request, 415);
            return;
        }
        if (headers.contains(CONTENT_TYPE)) {
            // RESTEasy does not allow white space before the parameters, which no resource reads.
            headers.set(
                    CONTENT_TYPE,
                    HeaderValue.split(headers.get(CONTENT_TYPE), ';').getFirst());
        }
        if (headers.contains(EXPECT) && request.request().version() == HttpVersion.HTTP_1_1) {
            // Before the client sends a body that no resource reads (RFC 9110, section 10.1.1).
            if (!isJson(request.request()) && !FORM.equalsIgnoreCase(headers.get(CONTENT_TYPE))) {
                refuse(request, 415);
                return;
            }
            request.response().writeContinue();
        }
        // Quarkus would continue once more.
        headers.remove(EXPECT);
        // If the client leaves in the middle of the body, the request is counted before the failure is reported here.
        match(request);
        collect(request);
    }

    private void collect(RoutingContext request) {
        var body = Buffer.buffer();
        request.request()
                .handler(chunk -> {
                    if (!request.failed() && body.appendBuffer(chunk).length() > bodyLimit) {
                        request.fail(413);
                    }
                })
                .exceptionHandler(failure -> {
                    if (!request.failed()) {
                        request.fail(Outcome.CLIENT_CLOSED_REQUEST, failure);
                    }
                })
                .endHandler(_ -> {
                    if (!request.failed()) {
                        pass(request, body);
                    }
                })
                .resume();
    }

    private static void pass(RoutingContext request, Buffer body) {
        var refusal = Refusal.of(request.request());
        if (refusal.isPresent()) {
            request.fail(refusal.getAsInt());
        } else if (body.length() > 0 && !request.request().headers().contains(CONTENT_TYPE)) {
            request.fail(415);
        } else if (isJson(request.request()) && !isText(body)) {
            request.fail(400, new InvalidRequest("The body must be UTF-8 without U+0000."));
        } else {
            ((RoutingContextInternal) request).setBody(body);
            request.next();
        }
    }

    private static void refuse(RoutingContext request, int status) {
        match(request);
        request.fail(status);
    }

    /** Finds the route of a request, which is counted under it even if it never gets there. */
    private static void match(RoutingContext request) {
        ObservabilityIntegrationRecorder.setTemplatePath(request, ResteasyReactiveRecorder.getCurrentDeployment());
    }

    private static boolean isEncoded(MultiMap headers) {
        var encoding = String.join(",", headers.getAll(CONTENT_ENCODING)).strip();
        return !encoding.isEmpty() && !encoding.equalsIgnoreCase("identity");
    }

    /** Clients may leave out the type of an empty body, which no resource reads. */
    static boolean isReadable(List<String> contentType) {
        return contentType.isEmpty()
                || contentType.size() == 1
                        && HeaderValue.split(contentType.getFirst(), ',').size() == 1
                        && isUtf8(HeaderValue.split(contentType.getFirst(), ';'));
    }

    private static boolean isUtf8(List<String> typeAndParameters) {
        var type = typeAndParameters.getFirst();
        // Forms are ASCII, whatever charset clients name (RestAssured's is ISO-8859-1).
        return type.equalsIgnoreCase(FORM)
                || MEDIA_TYPE.matcher(type).matches()
                        && typeAndParameters.stream().skip(1).allMatch(RequestFilter::isNoOtherCharset);
    }

    private static boolean isNoOtherCharset(String parameter) {
        var parts = parameter.split("=", 2);
        return !parts[0].strip().equalsIgnoreCase("charset")
                || parts.length == 2
                        && CHARSETS.contains(
                                HeaderValue.unquoted(parts[1].strip()).toLowerCase(Locale.ROOT));
    }

    private static boolean isJson(HttpServerRequest request) {
        return JSON.equalsIgnoreCase(request.getHeader(CONTENT_TYPE));
    }

    /** Whether it is UTF-8 without bytes of zero, which Jackson takes for UTF-16 or UTF-32. */
    static boolean isText(Buffer body) {
        var bytes = body.getBytes();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .chars()
                    .noneMatch(unit -> unit == 0);
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
