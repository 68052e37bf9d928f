package shop.local.chaos;

import static java.util.stream.Collectors.toSet;
import static shop.backends.RedisConnection.list;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import shop.backends.RedisConnection;
import shop.backends.process.BoundedWait;
import shop.local.program.StartFailure;
import shop.local.shop.Service;

/** The stream of events and the outbox that it is filled from. */
final class Events {
    private static final String STREAM = "orders";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ChaosShop shop;

    Events(ChaosShop shop) {
        this.shop = shop;
    }

    /** Whether an event is in the stream, but its row in the outbox has no message. */
    boolean arePublishedButNotMarked() {
        try (var redis = shop.redis().connect();
                var orders = shop.database(Service.ORDER)) {
            var unmarked = orders.rows("select id from outbox where message_id is null").stream()
                    .map(List::getFirst)
                    .collect(toSet());
            return messages(redis).stream().anyMatch(message -> unmarked.contains(id(message)));
        }
    }

    /**
     * Collects events from the stream, from which they soon vanish.
     *
     * @return the fields and values of each
     */
    Collection<List<String>> await(int count) {
        var found = new LinkedHashMap<String, List<String>>();
        try (var redis = shop.redis().connect()) {
            var isFull = new BoundedWait(LIMIT, Duration.ofMillis(5)).until(() -> {
                messages(redis).forEach(message -> found.put(id(message), message));
                return found.size() >= count;
            });
            if (!isFull) {
                throw new StartFailure("Only " + found.size() + " events were in the stream.");
            }
        }
        return found.values();
    }

    /** Adds messages to the stream, in this order. */
    void add(List<List<String>> messages) {
        try (var redis = shop.redis().connect()) {
            for (var message : messages) {
                var command = new ArrayList<>(List.of("XADD", STREAM, "*"));
                command.addAll(message);
                redis.send(command.toArray(String[]::new));
            }
        }
    }

    private static List<List<String>> messages(RedisConnection redis) {
        return list(redis.send("XRANGE", STREAM, "-", "+")).stream()
                .map(entry -> list(list(entry).get(1)).stream()
                        .map(String.class::cast)
                        .toList())
                .toList();
    }

    private static String id(List<String> message) {
        return message.get(message.indexOf("id") + 1);
    }
}
