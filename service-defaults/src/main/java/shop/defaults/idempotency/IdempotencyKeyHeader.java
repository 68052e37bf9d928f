package shop.defaults.idempotency;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import shop.http.problem.InvalidRequest;
import shop.http.problem.InvalidRequest.Violation;

/** The header with a key and that of a repeated response, and their descriptions in OpenAPI documents. */
public final class IdempotencyKeyHeader {

    public static final String NAME = "Idempotency-Key";
    public static final String REPLAYED = "Idempotent-Replayed";
    public static final String PATTERN = "[ -~]{1,128}";
    public static final String DESCRIPTION = "Chosen by the client, a new one for each new request. A repetition within"
            + " 24 hours gets the response to the first request, with the header Idempotent-Replayed: true";
    public static final String REPLAYED_DESCRIPTION = "true in the response to a repetition";
    public static final String IN_PROGRESS = "request-in-progress: the first request with the key is being processed";
    public static final String REUSED = "idempotency-key-reused: the key belongs to another request";

    private static final Pattern KEY = Pattern.compile(PATTERN);

    private IdempotencyKeyHeader() {}

    /**
     * The key in a request; empty without the header.
     *
     * <p>Read from Vert.x, because Quarkus REST takes an empty header for none, and the first of several for all.
     *
     * @param values of all fields of this name
     * @throws InvalidRequest if the header is repeated or its value is no key
     */
    static Optional<String> key(List<String> values) {
        if (values.size() > 1) {
            throw invalid("must be given once");
        }
        var value = values.stream().findFirst();
        if (value.filter(key -> !KEY.matcher(key).matches()).isPresent()) {
            throw invalid("must have 1 to 128 printable ASCII characters");
        }
        return value;
    }

    private static InvalidRequest invalid(String rule) {
        return new InvalidRequest(
                "The request breaks the rules listed in violations.", List.of(new Violation(NAME, rule)));
    }
}
