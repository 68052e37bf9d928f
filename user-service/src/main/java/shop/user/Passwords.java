package shop.user;

import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Hashes passwords by bcrypt. */
@Singleton
class Passwords {

    private static final int COST = 10;

    String hash(String password) {
        return BcryptUtil.bcryptHash(digest(password), COST);
    }

    boolean matches(String password, String hash) {
        return BcryptUtil.matches(digest(password), hash);
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
