package shop.frontend.browser;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import shop.frontend.TooManyRequests;
import shop.http.problem.Problem;

/** Limits the requests of each client, and of all together; forgets those that were quiet the longest. */
final class RateLimit {

    private static final int MOST_CLIENTS = 1_000;
    private static final int CLIENTS_AT_ONCE = 20;

    private final double perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final Bucket all;
    private final Map<String, Bucket> clients = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    /** @param perSecond of one client; all together may have twenty times as many */
    RateLimit(double perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
        all = new Bucket(burst * CLIENTS_AT_ONCE);
    }

    /** @throws Problem if the client, or all together, have sent too many */
    synchronized void take(String client) {
        var own = clients.computeIfAbsent(client, _ -> new Bucket(burst));
        own.refill(perSecond, burst);
        all.refill(perSecond * CLIENTS_AT_ONCE, burst * CLIENTS_AT_ONCE);
        if (own.tokens < 1 || all.tokens < 1) {
            throw new TooManyRequests(Duration.ofSeconds((long) Math.ceil(1 / perSecond)));
        }
        own.tokens--;
        all.tokens--;
    }

    private final class Bucket {

        private double tokens;
        private long filledAt = nanoTime.getAsLong();

        Bucket(double tokens) {
            this.tokens = tokens;
        }

        void refill(double perSecond, double most) {
            var now = nanoTime.getAsLong();
            tokens = Math.min(
                    most,
                    tokens
                            + perSecond
                                    * (now - filledAt)
                                    / Duration.ofSeconds(1).toNanos());
            filledAt = now;
        }
    }
}
