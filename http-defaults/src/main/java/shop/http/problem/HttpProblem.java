package shop.http.problem;

import static telemetry.http.Outcome.CLIENT_CLOSED_REQUEST;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A failure without a type of its own: its status names it. */
public final class HttpProblem extends Problem {

    private static final int KIBIBYTE = 1_024;
    private static final String INTERNAL_ERROR = "An unexpected error occurred. Quote the traceId to the operators.";

    HttpProblem(int status, String title, String detail, Throwable cause) {
        super(status, title.toLowerCase(Locale.ROOT).replace(' ', '-'), title, detail, Map.of(), cause);
    }

    private HttpProblem(int status, String slug, String title, String detail, Map<String, ?> members, Throwable cause) {
        super(status, slug, title, detail, members, cause);
    }

    static HttpProblem bodyTooLarge(long limit) {
        var size = limit % KIBIBYTE == 0 ? limit / KIBIBYTE + " KiB" : limit + " bytes";
        return new HttpProblem(413, "Content too large", "A body has at most " + size + ".", null);
    }

    public static HttpProblem of(int status, Throwable cause) {
        return switch (status) {
            case 404 -> new HttpProblem(404, "Not found", "There is nothing at this path.", cause);
            case 405 -> new HttpProblem(405, "Method not allowed", "This path has other methods.", cause);
            case 406 -> new HttpProblem(406, "Not acceptable", "Ask for application/json.", cause);
            case 408 -> new HttpProblem(408, "Request timeout", "The request took too long to arrive.", cause);
            case 413 -> new HttpProblem(413, "Content too large", "The request is too large.", cause);
            case 414 -> new HttpProblem(414, "URI too long", "The URI is too long.", cause);
            case 415 ->
                new HttpProblem(
                        415,
                        "Unsupported media type",
                        "Send another Content-Type, in UTF-8 and without a Content-Encoding.",
                        cause);
            case 417 -> new HttpProblem(417, "Expectation failed", "Expect nothing but 100-continue.", cause);
            case 431 ->
                new HttpProblem(431, "Request header fields too large", "The header fields are too large.", cause);
            case CLIENT_CLOSED_REQUEST -> new HttpProblem(CLIENT_CLOSED_REQUEST, "Client closed request", "", cause);
            default ->
                status >= 400 && status < 500
                        ? new HttpProblem(
                                status,
                                "invalid-request",
                                "Invalid request",
                                "The server cannot process this request.",
                                Map.of("violations", List.of()),
                                cause)
                        : new HttpProblem(500, "Internal error", INTERNAL_ERROR, cause);
        };
    }
}
