package shop.defaults.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jose4j.jwk.HttpsJwks;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {

    @Test
    void are_fetched_once_by_callers_that_wait_for_a_fetch_that_fails() {
        var fetches = new AtomicInteger();
        var keys = new HttpsJwks("http://localhost/keys");
        keys.setSimpleHttpGet(new PublishedKeys.SharedFailure(_ -> {
            fetches.incrementAndGet();
            throw new IOException("timeout");
        }));

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 20)
                    .mapToObj(_ -> callers.submit(keys::getJsonWebKeys))
                    .toList()
                    .forEach(caller -> assertThatThrownBy(caller::get).hasRootCauseMessage("timeout"));
        }

        assertThat(fetches).hasValue(1);
    }
}
