package shop.user.token;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import shop.defaults.text.FormEncoding;
import shop.user.token.Credentials.ClientSecret;

/** A token request (RFC 6749, appendix B), whose client authenticates in its form or by HTTP Basic (section 2.3.1). */
record TokenRequest(Map<String, String> parameters, Optional<ClientSecret> basic) {

    private static final String CLIENT_ID = "client_id";
    private static final String CLIENT_SECRET = "client_secret";
    private static final Set<String> KNOWN =
            Set.of("grant_type", "username", "password", "scope", CLIENT_ID, CLIENT_SECRET);

    /**
     * Reads the known parameters; others are ignored, as are those without a value (RFC 6749, section 3.2).
     *
     * @param authorization value of the header; may be null
     * @throws TokenRefused if the form is malformed or repeats a known parameter, or the header is malformed
     */
    static TokenRequest parse(byte[] form, String authorization) {
        var known = new HashMap<String, String>();
        parameters(form).forEach((name, values) -> {
            if (KNOWN.contains(name)) {
                if (values.size() > 1) {
                    throw TokenRefused.invalidRequest("The parameter " + name + " must be given once.");
                }
                known.put(name, values.getFirst());
            }
        });
        known.values().removeIf(String::isEmpty);
        return new TokenRequest(known, authorization == null ? Optional.empty() : basic(authorization.strip()));
    }

    private static Map<String, List<String>> parameters(byte[] form) {
        try {
            return FormEncoding.parameters(form);
        } catch (IllegalArgumentException e) {
            throw TokenRefused.invalidRequest("The form is not properly encoded.");
        }
    }

    private static Optional<ClientSecret> basic(String authorization) {
        var schemeAndCredentials = authorization.split("\\s+", 2);
        if (!schemeAndCredentials[0].equalsIgnoreCase("Basic")) {
            return Optional.empty();
        }
        try {
            var credentials = FormEncoding.text(Base64.getDecoder().decode(schemeAndCredentials[1]));
            var colon = credentials.indexOf(':');
            return Optional.of(new ClientSecret(
                    FormEncoding.decoded(credentials.substring(0, colon)),
                    FormEncoding.decoded(credentials.substring(colon + 1))));
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw TokenRefused.invalidClient();
        }
    }

    /** @throws TokenRefused if the parameter is missing */
    String required(String name) {
        return Optional.ofNullable(parameters.get(name))
                .orElseThrow(() -> TokenRefused.invalidRequest("The parameter " + name + " is missing."));
    }

    /**
     * The credentials of the client, if it authenticates.
     *
     * @throws TokenRefused if it does so in two ways, or without its id
     */
    Optional<ClientSecret> client() {
        if (basic.isEmpty()) {
            return parameters.containsKey(CLIENT_SECRET) ? Optional.of(requiredClient()) : Optional.empty();
        }
        var clientId = basic.get().clientId();
        if (parameters.containsKey(CLIENT_SECRET)
                || !parameters.getOrDefault(CLIENT_ID, clientId).equals(clientId)) {
            throw TokenRefused.invalidRequest("The client must authenticate in one way only.");
        }
        return basic;
    }

    /** @throws TokenRefused if the client does not authenticate (RFC 6749, section 5.2) */
    ClientSecret requiredClient() {
        return basic.orElseGet(() -> {
            if (!parameters.keySet().containsAll(Set.of(CLIENT_ID, CLIENT_SECRET))) {
                throw TokenRefused.invalidClient();
            }
            return new ClientSecret(parameters.get(CLIENT_ID), parameters.get(CLIENT_SECRET));
        });
    }
}
