package shop.order.outbox;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.StreamMessage;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.redis.datasource.stream.XAddArgs;
import io.quarkus.redis.datasource.stream.XGroupCreateArgs;
import io.quarkus.redis.datasource.stream.XReadGroupArgs;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.defaults.Database;
import shop.order.EndedSpans;
import shop.order.ServiceTest;

/** Every event reaches every consumer, whatever is lost or killed, in the order of its order. */
@ServiceTest
@TestProfile(OutboxTest.ByHand.class)
class OutboxTest {

    private static final String STREAM = OrderStream.KEY;
    private static final String DEAD = "orders.dead";
    private static final String INVENTORY = "inventory-service";
    private static final String USERS = "user-service";

    @Inject
    Outbox outbox;

    @Inject
    OutboxRepository rows;

    @Inject
    OrderStream stream;

    @Inject
    OutboxConfig config;

    @Inject
    Database database;

    @Inject
    RedisDataSource redis;

    @Inject
    EndedSpans spans;

    private StreamCommands<String, String, String> streams;

    @BeforeEach
    void empty() {
        streams = redis.stream(String.class);
        database.update("delete from outbox");
        redis.flushall();
    }

    @Test
    void publishes_an_event_as_a_message() {
        var order = UUID.randomUUID();
        var user = UUID.randomUUID();
        database.update("""
                insert into orders (id, user_id, type, status, total, currency, trace_id, created_at, updated_at)
                values (?, ?, 'STANDARD', 'CONFIRMED', 39.8, 'EUR', '-', now(), now())""", order, user);
        var event = UUID.randomUUID();
        database.update("""
                insert into outbox (id, order_id, type, occurred_at)
                values (?, ?, 'OrderConfirmed', '2026-11-01T10:00:00Z')""", event, order);

        outbox.publish();

        assertThat(messages())
                .singleElement()
                .satisfies(message -> assertThat(message.payload())
                        .containsEntry("id", event.toString())
                        .containsEntry("type", "OrderConfirmed")
                        .containsEntry("time", "2026-11-01T10:00:00Z")
                        .containsEntry(
                                "data",
                                "{\"orderId\":\"%s\",\"userId\":\"%s\",\"total\":39.80,\"currency\":\"EUR\"}"
                                        .formatted(order, user))
                        .containsKey("traceparent"));
    }

    @Test
    void publishes_an_event_once() {
        written(UUID.randomUUID());

        outbox.publish();
        outbox.publish();

        assertThat(messages()).hasSize(1);
    }

    @Test
    void publishes_the_events_of_an_order_one_after_the_other() {
        var order = UUID.randomUUID();
        var first = written(order);
        var second = written(order);
        var other = written(UUID.randomUUID());

        outbox.publish();
        assertThat(published()).containsExactly(first, other);
        outbox.publish();

        assertThat(published()).containsExactly(first, other, second);
    }

    @Test
    void does_not_overtake_an_event_that_another_replica_is_publishing() {
        var order = UUID.randomUUID();
        var first = written(order);
        var second = written(order);
        var other = written(UUID.randomUUID());

        whileLocked(1, () -> {
            outbox.publish();
            assertThat(published()).containsExactly(other);
        });
        outbox.publish();
        outbox.publish();

        assertThat(published()).containsExactly(other, first, second);
    }

    @Test
    void is_published_by_several_replicas_at_once() throws Exception {
        var orders = IntStream.range(0, 60).mapToObj(_ -> UUID.randomUUID()).toList();
        var written = IntStream.range(0, 8)
                .boxed()
                .flatMap(_ -> orders.stream())
                .map(order -> Map.entry(order, written(order)))
                .toList();

        try (var replicas = Executors.newFixedThreadPool(4)) {
            var outcomes = replicas.invokeAll(IntStream.range(0, 4)
                    .<Callable<Boolean>>mapToObj(_ -> this::publishAll)
                    .toList());
            for (var outcome : outcomes) {
                assertThat(outcome.get()).isTrue();
            }
        }

        assertThat(published()).doesNotHaveDuplicates().hasSize(written.size());
        assertThat(byOrder(messages()))
                .isEqualTo(written.stream()
                        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList()))));
    }

    private boolean publishAll() {
        var replica = new Outbox(rows, stream, config);
        while (rows.unpublished().events() > 0) {
            replica.publish();
        }
        return true;
    }

    @Test
    void publishes_again_what_was_published_before_a_kill() {
        var event = written(UUID.randomUUID());
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    stream.publish(rows.lockUnpublished());
                    throw new IllegalStateException("killed before the row is marked");
                }))
                .hasMessageContaining("killed");

        outbox.publish();
        acknowledge(INVENTORY, 2);
        acknowledge(USERS, 2);
        outbox.clean();

        assertThat(published()).containsExactly(event, event);
        assertThat(left()).isEmpty();
    }

    @Test
    void keeps_an_event_until_every_consumer_has_acknowledged_it() {
        var event = written(UUID.randomUUID());
        outbox.publish();

        outbox.clean();
        assertThat(left()).as("without consumers").containsExactly(event);
        acknowledge(INVENTORY, 1);
        outbox.clean();
        assertThat(left()).as("acknowledged by one").containsExactly(event);
        read(USERS, 1);
        outbox.clean();
        assertThat(left()).as("read by the other").containsExactly(event);
        acknowledgePending(USERS);
        outbox.clean();

        assertThat(left()).isEmpty();
    }

    @Test
    void keeps_what_follows_a_message_that_a_consumer_has_not_acknowledged() {
        var first = written(UUID.randomUUID());
        var second = written(UUID.randomUUID());
        outbox.publish();
        acknowledge(INVENTORY, 2);
        var pending = read(USERS, 2);
        streams.xack(STREAM, USERS, pending.getLast().id());

        outbox.clean();
        outbox.clean();

        assertThat(left()).containsExactly(first, second);
        assertThat(published()).containsExactly(first, second);
    }

    @Test
    void fills_a_redis_that_has_lost_its_data() {
        var events = List.of(written(UUID.randomUUID()), written(UUID.randomUUID()));
        outbox.publish();
        acknowledge(INVENTORY, 2);
        redis.flushall();

        assertThat(outbox.clean()).isTrue();
        outbox.publish();

        assertThat(published()).containsExactlyElementsOf(events);
    }

    @Test
    void has_each_later_span_that_sends_an_event_linked_to_the_first() {
        var trace = UUID.randomUUID().toString().replace("-", "");
        var cause = "00-%s-%s-01".formatted(trace, trace.substring(16));
        database.update("""
                insert into outbox (id, order_id, type, occurred_at, traceparent)
                values (gen_random_uuid(), gen_random_uuid(), 'OrderConfirmed', now(), ?)""", cause);

        outbox.publish();
        for (var loss = 0; loss < 2; loss++) {
            redis.flushall();
            outbox.clean();
            outbox.publish();
        }

        await().until(() -> sent(trace).size() == 3);
        var first = sent(trace).getFirst();
        assertThat(first.getLinks()).isEmpty();
        assertThat(sent(trace).subList(1, 3))
                .allSatisfy(later -> assertThat(later.getLinks())
                        .extracting(link -> link.getSpanContext().getSpanId())
                        .containsExactly(first.getSpanId()));
    }

    private List<SpanData> sent(String trace) {
        return spans.of(trace).stream()
                .filter(span -> span.getKind() == SpanKind.PRODUCER)
                .sorted(comparing(SpanData::getStartEpochNanos))
                .toList();
    }

    @Test
    void does_not_take_the_acknowledgement_of_later_events_for_that_of_a_lost_one() {
        var lost = written(UUID.randomUUID());
        outbox.publish();
        redis.flushall();
        var later = written(UUID.randomUUID());
        outbox.publish();
        acknowledge(INVENTORY, 1);
        acknowledge(USERS, 1);

        outbox.clean();
        outbox.publish();

        assertThat(left()).containsExactly(lost);
        assertThat(published()).endsWith(lost).contains(later);
    }

    @Test
    void does_not_take_the_message_of_another_event_for_that_of_a_lost_one() {
        var lost = written(UUID.randomUUID());
        outbox.publish();
        var id = messages().getFirst().id();
        redis.flushall();
        streams.xadd(
                STREAM, new XAddArgs().id(id), Map.of("id", UUID.randomUUID().toString()));
        acknowledge(INVENTORY, 1);
        acknowledge(USERS, 1);

        outbox.clean();
        outbox.publish();

        assertThat(left()).containsExactly(lost);
        assertThat(published()).endsWith(lost);
    }

    @Test
    void removes_the_messages_that_every_consumer_has_acknowledged() {
        written(UUID.randomUUID());
        written(UUID.randomUUID());
        outbox.publish();
        acknowledge(INVENTORY, 2);
        acknowledge(USERS, 1);
        var second = messages().getLast();

        outbox.clean();
        outbox.clean();
        assertThat(messages()).extracting(StreamMessage::id).containsExactly(second.id());
        acknowledge(USERS, 1);
        outbox.clean();
        outbox.clean();

        assertThat(messages()).isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void does_not_remove_a_message_whose_row_another_replica_is_about_to_mark() {
        written(UUID.randomUUID());
        outbox.publish();
        acknowledge(INVENTORY, 1);
        acknowledge(USERS, 1);
        outbox.clean();
        var event = written(UUID.randomUUID());

        QuarkusTransaction.requiringNew().run(() -> {
            var sent = stream.publish(rows.lockUnpublished());
            acknowledge(INVENTORY, 1);
            acknowledge(USERS, 1);
            // Replicas have transactions of their own.
            outbox.clean();
            rows.setSent(sent);
        });
        assertThat(left()).containsExactly(event);
        assertThat(outbox.clean()).isFalse();

        assertThat(left()).isEmpty();
        assertThat(rows.unpublished().events()).isZero();
    }

    @Test
    void does_not_publish_more_than_the_stream_may_hold() {
        var small = new Outbox(rows, stream, new Limited(config, 1));
        var first = written(UUID.randomUUID());
        small.publish();
        var second = written(UUID.randomUUID());

        assertThat(small.publish()).isFalse();
        assertThat(published()).containsExactly(first);
        acknowledge(INVENTORY, 1);
        acknowledge(USERS, 1);
        small.clean();
        small.clean();
        small.publish();

        assertThat(published()).containsExactly(second);
    }

    @Test
    void has_more_to_publish_after_a_full_batch() {
        IntStream.range(0, OutboxRepository.BATCH + 1).forEach(_ -> written(UUID.randomUUID()));

        assertThat(outbox.publish()).isTrue();
        assertThat(outbox.publish()).isFalse();

        assertThat(rows.unpublished().events()).isZero();
    }

    @Test
    void removes_all_acknowledged_events_at_once() {
        var count = 2 * OutboxRepository.PUBLISHED_BATCH + 1;
        IntStream.range(0, count).forEach(_ -> written(UUID.randomUUID()));
        publishAll();
        acknowledge(INVENTORY, count);
        acknowledge(USERS, count);

        outbox.clean();

        assertThat(left()).isEmpty();
    }

    @Test
    void fills_a_redis_that_has_lost_many_events() {
        var count = 2 * OutboxRepository.PUBLISHED_BATCH + 1;
        IntStream.range(0, count).forEach(_ -> written(UUID.randomUUID()));
        publishAll();
        redis.flushall();

        outbox.clean();
        publishAll();

        assertThat(published()).hasSize(count).containsExactlyElementsOf(left());
    }

    @Test
    void publishes_a_dead_letter_again_that_redis_has_lost() {
        var event = written(UUID.randomUUID());
        outbox.publish();
        buried(event);
        outbox.clean();
        outbox.clean();
        assertThat(messages()).as("a dead letter holds nothing back").isEmpty();
        assertThat(left()).containsExactly(event);
        redis.flushall();

        assertThat(outbox.clean()).isTrue();
        outbox.publish();

        assertThat(published()).containsExactly(event);
    }

    @Test
    void publishes_a_dead_letter_again_that_redis_loses_before_it_is_found() {
        var event = written(UUID.randomUUID());
        outbox.publish();
        buried(event);
        redis.flushall();

        outbox.clean();
        outbox.publish();

        assertThat(published()).containsExactly(event);
    }

    @Test
    void removes_an_event_once_its_dead_letter_was_replayed_and_all_have_acknowledged_it() {
        var event = written(UUID.randomUUID());
        outbox.publish();
        var letter = buried(event);
        outbox.clean();
        assertThat(outbox.clean()).as("while the dead letter is there").isFalse();
        streams.xdel(DEAD, letter);

        assertThat(outbox.clean()).isTrue();
        outbox.publish();
        acknowledge(INVENTORY, 1);
        acknowledge(USERS, 1);
        outbox.clean();

        assertThat(left()).isEmpty();
    }

    @Test
    void many_dead_letters_hold_no_event_back() {
        var count = OutboxRepository.PUBLISHED_BATCH + 1;
        var dead = IntStream.range(0, count)
                .mapToObj(_ -> written(UUID.randomUUID()))
                .toList();
        written(UUID.randomUUID());
        publishAll();
        acknowledge(INVENTORY, count + 1);
        acknowledge(USERS, count + 1);
        dead.forEach(this::deadLetter);

        outbox.clean();

        assertThat(left()).containsExactlyElementsOf(dead);
    }

    @Test
    void publishes_a_batch_of_lost_dead_letters_at_a_time_so_that_newer_events_do_not_wait_for_all() {
        var count = OutboxRepository.BATCH + 1;
        var dead = IntStream.range(0, count)
                .mapToObj(_ -> written(UUID.randomUUID()))
                .toList();
        publishAll();
        acknowledge(INVENTORY, count);
        acknowledge(USERS, count);
        dead.forEach(this::deadLetter);
        outbox.clean();
        redis.flushall();

        assertThat(outbox.clean()).isTrue();
        publishAll();
        assertThat(published()).containsExactlyElementsOf(dead.subList(0, OutboxRepository.BATCH));

        outbox.clean();
        publishAll();
        assertThat(published()).containsExactlyElementsOf(dead);
    }

    /** @return the dead letter of an event, which the other group has handled */
    private String buried(UUID event) {
        acknowledge(INVENTORY, 1);
        acknowledge(USERS, 1);
        return deadLetter(event);
    }

    private String deadLetter(UUID event) {
        return streams.xadd(DEAD, Map.of("id", event.toString(), "group", USERS));
    }

    /** Runs a step while another transaction has locked unpublished rows. */
    private void whileLocked(int first, Runnable step) {
        QuarkusTransaction.requiringNew().run(() -> {
            database.query(
                    "select position from outbox order by position limit " + first + " for no key update",
                    row -> row.getLong(1));
            step.run();
        });
    }

    private UUID written(UUID order) {
        var event = UUID.randomUUID();
        database.update(
                "insert into outbox (id, order_id, type, occurred_at) values (?, ?, 'OrderConfirmed', now())",
                event,
                order);
        return event;
    }

    private List<UUID> left() {
        return database.query("select id from outbox order by position", row -> row.getObject(1, UUID.class));
    }

    private List<UUID> published() {
        return messages().stream()
                .map(message -> UUID.fromString(message.payload().get("id")))
                .toList();
    }

    private List<StreamMessage<String, String, String>> messages() {
        return streams.xrange(STREAM, StreamRange.of("-", "+"));
    }

    private static Map<UUID, List<UUID>> byOrder(List<StreamMessage<String, String, String>> messages) {
        return messages.stream()
                .collect(groupingBy(
                        message -> UUID.fromString(message.payload().get("data").split("\"")[3]),
                        mapping(message -> UUID.fromString(message.payload().get("id")), toList())));
    }

    private void acknowledge(String group, int count) {
        read(group, count).forEach(message -> streams.xack(STREAM, group, message.id()));
    }

    private List<StreamMessage<String, String, String>> read(String group, int count) {
        var groups = stream.groups();
        if (!groups.containsKey(group)) {
            streams.xgroupCreate(STREAM, group, "0", new XGroupCreateArgs().mkstream());
        }
        var messages = streams.xreadgroup(group, "test", STREAM, ">", new XReadGroupArgs().count(count));
        assertThat(messages).hasSize(count);
        return messages;
    }

    private void acknowledgePending(String group) {
        streams.xreadgroup(group, "test", STREAM, "0").forEach(message -> streams.xack(STREAM, group, message.id()));
    }

    /** As configured, with another limit. */
    private record Limited(OutboxConfig config, int streamLimit) implements OutboxConfig {

        @Override
        public Set<String> consumers() {
            return config.consumers();
        }

        @Override
        public Duration interval() {
            return config.interval();
        }

        @Override
        public Duration refresh() {
            return config.refresh();
        }
    }

    /** Nothing is published by itself. */
    public static final class ByHand implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("shop.outbox.interval", "1h", "shop.outbox.refresh", "1h");
        }
    }
}
