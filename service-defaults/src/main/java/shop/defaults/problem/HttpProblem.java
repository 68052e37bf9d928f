package shop.defaults.problem;

import java.util.Map;

/** A failure that HTTP itself has a name for (RFC 9110, section 15). */
final class HttpProblem extends Problem {

    HttpProblem(int status, String slug, String title, String detail, Throwable cause) {
        super(status, slug, title, detail, Map.of(), cause);
    }

    static HttpProblem of(int status, Throwable cause) {
        return switch (status) {
            case 400 ->
                new HttpProblem(400, "invalid-request", "Invalid request", "The request cannot be read.", cause);
            case 404 -> new HttpProblem(404, "not-found", "Not found", "There is nothing at this path.", cause);
            case 405 ->
                new HttpProblem(405, "method-not-allowed", "Method not allowed", "This path has other methods.", cause);
            case 406 -> new HttpProblem(406, "not-acceptable", "Not acceptable", "Ask for application/json.", cause);
            case 413 ->
                new HttpProblem(413, "content-too-large", "Content too large", "A body has at most 64 KiB.", cause);
            case 415 ->
                new HttpProblem(
                        415, "unsupported-media-type", "Unsupported media type", "Send another Content-Type.", cause);
            default ->
                status < 500
                        ? new HttpProblem(
                                status, "invalid-request", "Invalid request", "The request is refused.", cause)
                        : new HttpProblem(
                                500,
                                "internal-error",
                                "Internal error",
                                "Something broke here. Quote the traceId to the operators.",
                                cause);
        };
    }
}
