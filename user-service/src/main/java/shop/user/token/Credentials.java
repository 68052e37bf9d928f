package shop.user.token;

/** What a token request proves its identity with. */
sealed interface Credentials {

    /** The password of a user (RFC 6749, section 4.3). */
    record Password(String email, String password) implements Credentials {

        @Override
        public String toString() {
            return "Password";
        }
    }

    /** The secret of a service (RFC 6749, section 4.4). */
    record ClientSecret(String clientId, String secret) implements Credentials {

        @Override
        public String toString() {
            return "ClientSecret";
        }
    }
}
