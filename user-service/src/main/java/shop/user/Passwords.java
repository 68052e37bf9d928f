package shop.user;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import shop.defaults.Bulkhead;

/** Hashes passwords with bcrypt, a few at a time: each hash occupies a core, which other requests need too. */
@Singleton
@Startup
class Passwords {

    private static final int COST = 10;
    // As many as are hashed within the longest wait, at about 100 ms each.
    private static final int MAX_WAITING = 100;
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final Bulkhead bulkhead;

    Passwords(MeterRegistry registry) {
        var cores = Runtime.getRuntime().availableProcessors();
        bulkhead = new Bulkhead("hash-password", Math.max(1, cores - 1), MAX_WAITING, MAX_WAIT, registry);
    }

    String hash(String password) {
        return bulkhead.call(() -> BcryptUtil.bcryptHash(digest(password), COST));
    }

    boolean matches(String password, String hash) {
        return bulkhead.call(() -> BcryptUtil.matches(digest(password), hash));
    }

    /** bcrypt ignores what follows the 72nd byte; a digest makes every byte count. */
    private static String digest(String password) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(sha256.digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
