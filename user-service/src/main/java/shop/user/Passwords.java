package shop.user;

import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import shop.defaults.Bulkhead;

/** Hashes passwords by bcrypt, a few at a time: a hash keeps a core busy, and requests that need none want one too. */
@Singleton
class Passwords {

    private static final int COST = 10;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Bulkhead bulkhead =
            new Bulkhead(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), LONGEST_WAIT);

    String hash(String password) {
        return bulkhead.call(() -> BcryptUtil.bcryptHash(digest(password), COST));
    }

    boolean matches(String password, String hash) {
        return bulkhead.call(() -> BcryptUtil.matches(digest(password), hash));
    }

    /** bcrypt reads 72 bytes at most; a digest makes every byte of a longer password count. */
    private static String digest(String password) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(sha256.digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
