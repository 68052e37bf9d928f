package shop.user.token;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The parameters of a token request (RFC 6749, appendix B). */
record TokenRequest(Map<String, List<String>> parameters) {

    private static final int MOST_PARAMETERS = 20;

    /** @throws TokenRefused if the form is malformed */
    static TokenRequest parse(String form) {
        try {
            return new TokenRequest(
                    new QueryStringDecoder(form, StandardCharsets.UTF_8, false, MOST_PARAMETERS).parameters());
        } catch (IllegalArgumentException e) {
            throw TokenRefused.invalidRequest("The form is not properly encoded.");
        }
    }

    /** @throws TokenRefused if the parameter is missing, blank, repeated or contains U+0000 */
    String required(String name) {
        var values = parameters.getOrDefault(name, List.of());
        if (values.size() != 1
                || values.getFirst().isBlank()
                || values.getFirst().indexOf('\0') >= 0) {
            throw TokenRefused.invalidRequest("The parameter " + name + " must be given once.");
        }
        return values.getFirst();
    }
}
