package shop.defaults.events;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.hash.HashCommands;
import io.quarkus.redis.datasource.stream.PendingMessage;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.redis.datasource.stream.XGroupCreateArgs;
import io.quarkus.redis.datasource.stream.XReadGroupArgs;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import telemetry.Causes;

/**
 * One consumer in a consumer group of a Redis stream.
 *
 * <p>A message is pending from its delivery until it is acknowledged. Failed tries are counted in a hash, because Redis
 * counts deliveries, of which an outage needs many (ADR 0038).
 */
final class ConsumerGroup {

    /**
     * A message that this consumer is to handle.
     *
     * @param entry id in the stream
     * @param failure null before the first failed try
     */
    record Delivery(String entry, Map<String, String> fields, Failure failure) {

        int tries() {
            return failure == null ? 0 : failure.tries;
        }

        /** Traceparent of the first try, possibly before a replay; null if there was none. */
        String firstTry() {
            return failure == null ? fields.get(DeadLetters.FIRST_TRY) : failure.firstTry;
        }
    }

    /** A pending message that may be claimed once it has been idle for some time. */
    record Due(String entry, Duration idle, Failure failure) {}

    private record Failure(int tries, String firstTry) {

        static Failure of(String text) {
            if (text == null) {
                return null;
            }
            var parts = text.split(" ");
            return new Failure(Integer.parseInt(parts[0]), parts.length > 1 ? parts[1] : null);
        }

        @Override
        public String toString() {
            return firstTry == null ? String.valueOf(tries) : tries + " " + firstTry;
        }
    }

    private static final int BATCH = 20;
    private static final int MOST_PENDING = 1_000;
    // Not before each read, which would be a third of the round trips.
    private static final int LOOKS_PER_RETRY = 4;
    private static final Duration WAIT = Duration.ofMillis(500);
    // Trimmed messages leave their failures behind.
    private static final Duration FAILURES_KEPT = Duration.ofDays(1);
    // At once, because a read that has timed out here may still be delivered in between.
    private static final String LEAVE = """
            if #redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1, ARGV[2]) == 0 then
                redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
            end""";
    private static final StreamRange ALL = StreamRange.of("-", "+");

    private final RedisDataSource redis;
    private final StreamCommands<String, String, String> streams;
    private final HashCommands<String, String, String> hashes;
    private final DeadLetters deadLetters;
    private final String stream;
    private final String group;
    private final String consumer;
    private final String failures;
    private final EventsConfig config;
    private final Duration betweenLooks;
    private long nextLook = System.nanoTime();
    private String countedVersion = "";
    private int counted;

    ConsumerGroup(RedisDataSource redis, String stream, String group, String consumer, EventsConfig config) {
        this.redis = redis;
        this.streams = redis.stream(String.class);
        this.hashes = redis.hash(String.class);
        this.deadLetters = new DeadLetters(redis);
        this.stream = stream;
        this.group = group;
        this.consumer = consumer;
        this.failures = stream + ":" + group + ":failures";
        this.config = config;
        this.betweenLooks = config.retryAfter().dividedBy(LOOKS_PER_RETRY);
    }

    String name() {
        return group;
    }

    /** New messages; waits for the first. */
    List<Delivery> read() {
        var arguments = new XReadGroupArgs().count(BATCH).block(WAIT);
        return inGroup(() -> streams.xreadgroup(group, consumer, stream, ">", arguments)).stream()
                .map(message -> new Delivery(message.id(), message.payload(), null))
                .toList();
    }

    /**
     * Pending messages that are to be claimed: failed ones after a pause, those of a consumer that may be gone, and
     * this consumer's own, which an outage left behind. Call this while no message is being handled.
     *
     * <p>None if it was called a moment ago.
     */
    List<Due> due() {
        if (System.nanoTime() - nextLook < 0) {
            return List.of();
        }
        nextLook = System.nanoTime() + betweenLooks.toNanos();
        var pending = inGroup(() -> streams.xpending(stream, group, ALL, MOST_PENDING));
        if (pending.isEmpty()) {
            return List.of();
        }
        var failed = hashes.hmget(
                failures, pending.stream().map(PendingMessage::getMessageId).toArray(String[]::new));
        return pending.stream()
                .map(message -> due(message, Failure.of(failed.get(message.getMessageId()))))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Due> due(PendingMessage message, Failure failure) {
        var idle = pause(message, failure);
        return message.getDurationSinceLastDelivery().compareTo(idle) < 0
                ? Optional.empty()
                : Optional.of(new Due(message.getMessageId(), idle, failure));
    }

    private Duration pause(PendingMessage message, Failure failure) {
        if (failure != null && failure.tries > 0) {
            return config.retryAfter().multipliedBy(1L << failure.tries - 1);
        }
        return message.getConsumer().equals(consumer) ? Duration.ZERO : config.stuckAfter();
    }

    /** Empty if another consumer was first, or the stream has been trimmed since. */
    Optional<Delivery> claim(Due due) {
        for (var message : streams.xclaim(stream, group, consumer, due.idle, due.entry)) {
            if (message != null) {
                return Optional.of(new Delivery(due.entry, message.payload(), due.failure));
            }
            // Redis before version 7 keeps trimmed messages pending.
            streams.xack(stream, group, due.entry);
        }
        return Optional.empty();
    }

    /** Keeps a message for a later try. */
    void postpone(Delivery delivery, int tries, String firstTry) {
        hashes.hset(failures, delivery.entry, new Failure(tries, firstTry).toString());
        redis.key().expire(failures, FAILURES_KEPT);
    }

    void acknowledge(List<Delivery> handled) {
        if (handled.isEmpty()) {
            return;
        }
        streams.xack(stream, group, entries(handled.stream()));
        var failed = entries(handled.stream().filter(delivery -> delivery.failure != null));
        if (failed.length > 0) {
            hashes.hdel(failures, failed);
        }
    }

    private static String[] entries(Stream<Delivery> deliveries) {
        return deliveries.map(Delivery::entry).toArray(String[]::new);
    }

    /** Moves a message to the dead letters. */
    void bury(Delivery delivery, String reason, int tries, String firstTry) {
        var letter = new LinkedHashMap<>(delivery.fields);
        letter.put(DeadLetters.GROUP, group);
        letter.put(DeadLetters.REASON, reason);
        letter.put(DeadLetters.TRIES, String.valueOf(tries));
        letter.put(DeadLetters.ENTRY, delivery.entry);
        if (firstTry != null) {
            letter.put(DeadLetters.FIRST_TRY, firstTry);
        }
        redis.withTransaction(transaction -> {
            transaction.stream(String.class).xadd(DeadLetters.stream(stream), DeadLetters.LIMIT, letter);
            transaction.stream(String.class).xack(stream, group, delivery.entry);
            transaction.hash(String.class).hdel(failures, delivery.entry);
        });
    }

    /** The dead letters of the group, as messages without a failed try. */
    List<Delivery> deadLetters() {
        return deadLetters.of(group, stream).stream()
                .map(letter -> new Delivery(letter.id(), letter.payload(), null))
                .toList();
    }

    /** Number of the dead letters of the group; reads them if there are others than before. */
    synchronized int countDeadLetters() {
        // First, so that what comes in between is read the next time.
        var version = deadLetters.version(stream);
        if (!version.equals(countedVersion)) {
            counted = deadLetters.of(group, stream).size();
            countedVersion = version;
        }
        return counted;
    }

    /** Removes a dead letter. */
    void remove(Delivery letter) {
        deadLetters.remove(stream, letter.entry);
    }

    /** Removes this consumer, unless messages are pending for it, which would be lost with it. */
    void leave() {
        redis.execute("EVAL", LEAVE, "1", stream, group, consumer);
    }

    /** Creates the group, which reads the whole stream, if Redis is new or has lost its data. */
    private <T> List<T> inGroup(Supplier<List<T>> command) {
        try {
            return command.get();
        } catch (RuntimeException e) {
            if (!answers(e, "NOGROUP")) {
                throw e;
            }
        }
        try {
            streams.xgroupCreate(stream, group, "0", new XGroupCreateArgs().mkstream());
        } catch (RuntimeException e) {
            // Another replica has created it.
            if (!answers(e, "BUSYGROUP")) {
                throw e;
            }
        }
        return List.of();
    }

    private static boolean answers(Throwable failure, String error) {
        return Causes.of(failure)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).startsWith(error));
    }
}
