package shop.order.outbox;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.redis.datasource.stream.XTrimArgs;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import shop.defaults.events.DeadLetters;
import shop.defaults.events.EventPublisher;
import shop.defaults.events.EventPublisher.Try;
import shop.order.outbox.OutboxRepository.Sent;
import shop.order.outbox.OutboxRepository.Unpublished;

/** The Redis stream {@code orders} and its consumer groups. */
@Singleton
class OrderStream {

    static final String KEY = "orders";

    private static final int PAGE = 500;

    private final RedisDataSource redis;
    private final StreamCommands<String, String, String> streams;
    private final EventPublisher publisher;
    private final DeadLetters deadLetters;
    private Set<String> deadEvents = Set.of();
    private String deadVersion = "";

    OrderStream(RedisDataSource redis, EventPublisher publisher, DeadLetters deadLetters) {
        this.redis = redis;
        this.streams = redis.stream(String.class);
        this.publisher = publisher;
        this.deadLetters = deadLetters;
    }

    long length() {
        return streams.xlen(KEY);
    }

    List<Sent> publish(List<Unpublished> events) {
        var tries = publisher.publishAll(
                KEY, events.stream().map(Unpublished::event).toList());
        return IntStream.range(0, events.size())
                .mapToObj(index -> sent(events.get(index), tries.get(index)))
                .toList();
    }

    private static Sent sent(Unpublished event, Try sent) {
        return new Sent(event.position(), sent.entry().map(MessageId::parse), sent.traceparent());
    }

    /** State of each group by its name; empty if there is no stream. */
    Map<String, GroupProgress> groups() {
        if (!redis.key().exists(KEY)) {
            return Map.of();
        }
        return StreamSupport.stream(redis.execute("XINFO", "GROUPS", KEY).spliterator(), false)
                .collect(Collectors.toMap(group -> group.get("name").toString(), this::state));
    }

    /** Reads the pending messages after the last delivered one, so that none delivered since counts as acknowledged. */
    private GroupProgress state(Response group) {
        var delivered = MessageId.parse(group.get("last-delivered-id").toString());
        var pending = streams.xpending(KEY, group.get("name").toString());
        var unacknowledged = Optional.ofNullable(pending.getLowestId())
                .map(MessageId::parse)
                .filter(lowest -> lowest.compareTo(delivered) <= 0)
                .orElse(delivered.next());
        return new GroupProgress(delivered, pending.getPendingCount(), unacknowledged);
    }

    /** IDs of the events of the messages between two, both inclusive. */
    Map<MessageId, String> events(MessageId from, MessageId to) {
        var events = new HashMap<MessageId, String>();
        var page = streams.xrange(KEY, StreamRange.of(from.toString(), to.toString()), PAGE);
        while (!page.isEmpty()) {
            page.forEach(message ->
                    events.put(MessageId.parse(message.id()), message.payload().get("id")));
            page = page.size() < PAGE
                    ? List.of()
                    : streams.xrange(KEY, StreamRange.of("(" + page.getLast().id(), to.toString()), PAGE);
        }
        return events;
    }

    /** IDs of the events that are dead letters; reads them if there are others than before. */
    synchronized Set<String> deadEvents() {
        // First, so that what comes in between is read the next time.
        var version = deadLetters.version(KEY);
        if (!version.equals(deadVersion)) {
            deadEvents = deadLetters.events(KEY);
            deadVersion = version;
        }
        return deadEvents;
    }

    /** Removes the messages before this one. */
    void trim(MessageId first) {
        streams.xtrim(KEY, new XTrimArgs().minid(first.toString()));
    }
}
