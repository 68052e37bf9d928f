package shop.local.traffic;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import shop.local.load.Load;
import shop.local.load.Request;
import shop.local.traffic.Traffic.Kind;

/** People who visit the shop until they are sent home, and the traces that they came by. */
public final class BackgroundTraffic implements AutoCloseable {
    private static final Duration STRETCH = Duration.ofSeconds(1);
    private static final Duration SLOW = Duration.ofMillis(900);
    private static final int MOST_AT_ONCE = 32;
    private static final int KEPT = 50;

    private final Traffic shoppers;
    private final Kind visit;
    private final Thread thread;
    private final Deque<String> telling = new ArrayDeque<>();
    private final Deque<String> slow = new ArrayDeque<>();
    private final Deque<String> others = new ArrayDeque<>();
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private volatile boolean isLeaving;

    private BackgroundTraffic(Traffic shoppers, Kind visit, double rate) {
        this.shoppers = shoppers;
        this.visit = visit;
        this.thread = Thread.ofVirtual().name("visitors").start(() -> come(rate));
    }

    /** @param rate requests a second */
    public static BackgroundTraffic of(Traffic shoppers, Kind visit, double rate) {
        return new BackgroundTraffic(shoppers, visit, rate);
    }

    /** Traces to look at, the most telling first: those that failed, then slow, then any other; of each the oldest first. */
    public List<String> traces() {
        synchronized (telling) {
            return Stream.of(telling, slow, others).flatMap(Deque::stream).toList();
        }
    }

    /** Forgets the traces until now. */
    public void forgetTraces() {
        synchronized (telling) {
            List.of(telling, slow, others).forEach(Deque::clear);
        }
    }

    /** How often each status was answered; 0 stands for no answer. */
    public Map<Integer, Integer> statuses() {
        return Map.copyOf(statuses);
    }

    @Override
    public void close() {
        isLeaving = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void come(double rate) {
        while (!isLeaving && !Thread.currentThread().isInterrupted()) {
            var measurement = Load.atRate(rate, MOST_AT_ONCE, STRETCH, this::next);
            measurement.statuses().forEach((status, count) -> statuses.merge(status, count.intValue(), Integer::sum));
            if (measurement.failures() > 0) {
                statuses.merge(0, (int) measurement.failures(), Integer::sum);
            }
        }
    }

    private Request next() {
        var begin = System.nanoTime();
        return shoppers.next(visit, answer -> {
            var trace = answer.headers().firstValue("X-Trace-Id").orElse("");
            if (!trace.isEmpty()) {
                var wasSlow = System.nanoTime() - begin > SLOW.toNanos();
                keep(isTelling(answer.statusCode()) ? telling : wasSlow ? slow : others, trace);
            }
        });
    }

    /** Where refusals are what people come for, a failure is a leftover. */
    private boolean isTelling(int status) {
        return visit == Kind.REFUSALS ? status >= 400 && status < 500 : status >= 500;
    }

    private void keep(Deque<String> traces, String trace) {
        synchronized (telling) {
            // What came first had the most time to get everywhere.
            if (traces.size() < KEPT) {
                traces.add(trace);
            }
        }
    }
}
