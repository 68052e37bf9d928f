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

/** Sends traffic from a background thread until it is closed, and keeps the trace ids of the responses. */
public final class BackgroundTraffic implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration SLOW = Duration.ofMillis(900);
    private static final int MAX_CONCURRENT_REQUESTS = 32;
    private static final int MAX_TRACES = 50;

    private final Traffic traffic;
    private final Kind kind;
    private final Thread thread;
    private final Deque<String> failed = new ArrayDeque<>();
    private final Deque<String> slow = new ArrayDeque<>();
    private final Deque<String> others = new ArrayDeque<>();
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private volatile boolean isStopping;

    private BackgroundTraffic(Traffic traffic, Kind kind, double rate) {
        this.traffic = traffic;
        this.kind = kind;
        this.thread = Thread.ofVirtual().name("background-traffic").start(() -> send(rate));
    }

    /** @param rate requests per second */
    public static BackgroundTraffic of(Traffic traffic, Kind kind, double rate) {
        return new BackgroundTraffic(traffic, kind, rate);
    }

    /** Trace ids of failed requests, then of slow ones, then of the others; of each the oldest first. */
    public List<String> traces() {
        synchronized (failed) {
            return Stream.of(failed, slow, others).flatMap(Deque::stream).toList();
        }
    }

    public void forgetTraces() {
        synchronized (failed) {
            List.of(failed, slow, others).forEach(Deque::clear);
        }
    }

    /** Number of responses by status; 0 stands for no response. */
    public Map<Integer, Integer> statuses() {
        return Map.copyOf(statuses);
    }

    @Override
    public void close() {
        isStopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void send(double rate) {
        while (!isStopping && !Thread.currentThread().isInterrupted()) {
            var measurement = Load.openLoop(rate, MAX_CONCURRENT_REQUESTS, INTERVAL, this::next);
            measurement.statuses().forEach((status, count) -> statuses.merge(status, count.intValue(), Integer::sum));
            if (measurement.failures() > 0) {
                statuses.merge(0, (int) measurement.failures(), Integer::sum);
            }
        }
    }

    private Request next() {
        var begin = System.nanoTime();
        return traffic.next(kind, response -> {
            var trace = response.headers().firstValue("X-Trace-Id").orElse("");
            if (!trace.isEmpty()) {
                var wasSlow = System.nanoTime() - begin > SLOW.toNanos();
                keep(isFailure(response.statusCode()) ? failed : wasSlow ? slow : others, trace);
            }
        });
    }

    private boolean isFailure(int status) {
        return kind == Kind.REFUSALS ? status >= 400 && status < 500 : status >= 500;
    }

    private void keep(Deque<String> traces, String trace) {
        synchronized (failed) {
            // The oldest ones: exporters had the most time to deliver them.
            if (traces.size() < MAX_TRACES) {
                traces.add(trace);
            }
        }
    }
}
