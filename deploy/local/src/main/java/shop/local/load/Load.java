package shop.local.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Sends requests and measures the responses. */
public final class Load {
    private static final long SECOND = 1_000_000_000;

    private Load() {}

    /** Closed loop: each client sends its next request as soon as it has the response to the last one. */
    public static Measurement closedLoop(int clients, Duration duration, Supplier<Request> requests) {
        var begin = System.nanoTime();
        var end = begin + duration.toNanos();
        return run(begin, clients, measurement -> {
            for (var asked = System.nanoTime(); asked - end < 0; asked = System.nanoTime()) {
                send(requests.get(), asked, measurement);
            }
        });
    }

    /**
     * Open loop: requests start at a constant arrival rate, independent of earlier responses.
     *
     * <p>Latency counts from the instant at which a request was due, to avoid coordinated omission.
     *
     * @param rate requests per second
     * @param clients maximum number of concurrent requests
     */
    public static Measurement openLoop(double rate, int clients, Duration duration, Supplier<Request> requests) {
        var begin = System.nanoTime();
        var count = Math.round(rate * duration.toNanos() / SECOND);
        var next = new AtomicLong();
        return run(begin, clients, measurement -> {
            for (var number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                var due = begin + Math.round(number * SECOND / rate);
                waitUntil(due);
                send(requests.get(), due, measurement);
            }
        });
    }

    /** A single request. */
    public static Measurement once(Request request) {
        return openLoop(1, 1, Duration.ofSeconds(1), () -> request);
    }

    private static Measurement run(long begin, int clients, Client client) {
        var running = new ArrayList<Future<Measurement>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < clients; i++) {
                running.add(threads.submit(() -> {
                    var measurement = new Measurement();
                    client.run(measurement);
                    return measurement;
                }));
            }
        }
        var all = new Measurement();
        running.forEach(part -> all.add(result(part)));
        all.lasted(Duration.ofNanos(System.nanoTime() - begin));
        return all;
    }

    private static void send(Request request, long begin, Measurement measurement) throws InterruptedException {
        try {
            measurement.received(request.send(), System.nanoTime() - begin);
        } catch (IOException e) {
            measurement.failed();
        }
    }

    private static void waitUntil(long instant) throws InterruptedException {
        for (var left = instant - System.nanoTime(); left > 0; left = instant - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(left);
        }
    }

    private static Measurement result(Future<Measurement> part) {
        try {
            return part.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A load client failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted under load", e);
        }
    }

    private interface Client {
        void run(Measurement measurement) throws InterruptedException;
    }
}
