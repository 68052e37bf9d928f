package shop.defaults.problem;

import java.util.Map;

/** A failure that HTTP itself names (RFC 9110, section 15). */
final class HttpProblem extends Problem {

    private static final int KIBIBYTE = 1_024;

    HttpProblem(int status, String slug, String title, String detail, Throwable cause) {
        super(status, slug, title, detail, Map.of(), cause);
    }

    static HttpProblem bodyTooLarge(long limit) {
        var size = limit % KIBIBYTE == 0 ? limit / KIBIBYTE + " KiB" : limit + " bytes";
        return tooLarge("A body has at most " + size + ".", null);
    }

    static HttpProblem of(int status, Throwable cause) {
        return switch (status) {
            case 404 -> new HttpProblem(404, "not-found", "Not found", "There is nothing at this path.", cause);
            case 405 ->
                new HttpProblem(405, "method-not-allowed", "Method not allowed", "This path has other methods.", cause);
            case 406 -> new HttpProblem(406, "not-acceptable", "Not acceptable", "Ask for application/json.", cause);
            case 413 -> tooLarge("The request is too large.", cause);
            case 415 ->
                new HttpProblem(
                        415, "unsupported-media-type", "Unsupported media type", "Send another Content-Type.", cause);
            default -> status >= 400 && status < 500 ? invalid(status, cause) : internalError(cause);
        };
    }

    private static HttpProblem tooLarge(String detail, Throwable cause) {
        return new HttpProblem(413, "content-too-large", "Content too large", detail, cause);
    }

    private static HttpProblem invalid(int status, Throwable cause) {
        return new HttpProblem(
                status, "invalid-request", "Invalid request", "The server cannot process this request.", cause);
    }

    private static HttpProblem internalError(Throwable cause) {
        var detail = "An unexpected error occurred. Quote the traceId to the operators.";
        return new HttpProblem(500, "internal-error", "Internal error", detail, cause);
    }
}
