package shop.defaults.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.redis.datasource.stream.StreamMessage;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.redis.datasource.stream.XAddArgs;
import io.quarkus.redis.datasource.stream.XTrimArgs;
import io.smallrye.mutiny.TimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import shop.defaults.events.EventConsumer.Replay;
import shop.defaults.events.EventPublisher.Unsent;

/** Consumers of a real Redis; each test has a stream of its own. */
class EventConsumerTest {

    private static final String GROUP = "stock";
    private static final UUID ORDER = UUID.randomUUID();
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Pauses RETRY_AT_ONCE = new Pauses(AT_ONCE, NEVER);

    private static final XAddArgs UNLIMITED = new XAddArgs();

    private static RedisUnderTest redis;

    private final String stream = "orders-" + UUID.randomUUID();
    private final Handler handler = new Handler(stream);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Queue<SpanData> ended = new ConcurrentLinkedQueue<>();
    private final EventSpans spans = new EventSpans(
            SdkTracerProvider.builder().addSpanProcessor(new Ended()).build().get("test"));
    private final EventPublisher publisher = new EventPublisher(redis.client(), spans);
    private final EventConsumer consumer = consumer("first", RETRY_AT_ONCE);

    @BeforeAll
    static void start() {
        redis = new RedisUnderTest();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void handles_and_acknowledges_what_was_sent_before_it_started() {
        var first = event("OrderConfirmed");
        var second = event("OrderCancelled");
        publish(first);
        publish(second);

        consumeUntil(() -> handler.handled.size() == 2);

        assertThat(handler.handled).extracting(Event::id).containsExactly(first.id(), second.id());
        assertThat(handler.handled.getFirst().data()).isEqualTo(first.data());
        assertThat(handler.handled.getFirst().time()).isEqualTo(first.time());
        assertThat(pending()).isZero();
        assertThat(count("OrderConfirmed", "processed")).isEqualTo(1);
    }

    @Test
    void counts_an_event_that_was_applied_already_as_a_duplicate() {
        handler.isNew = _ -> false;
        publish(event("OrderConfirmed"));

        consumeUntil(() -> count("OrderConfirmed", "duplicate") == 1);

        assertThat(pending()).isZero();
    }

    @Test
    void has_all_series_before_the_first_event() {
        assertThat(registry.get("events.processed").counters())
                .extracting(counter ->
                        counter.getId().getTag("type") + " " + counter.getId().getTag("outcome"))
                .containsExactlyInAnyOrder(
                        "OrderConfirmed processed",
                        "OrderConfirmed duplicate",
                        "OrderConfirmed failed",
                        "OrderConfirmed dead",
                        "OrderCancelled processed",
                        "OrderCancelled duplicate",
                        "OrderCancelled failed",
                        "OrderCancelled dead",
                        "other dead");
    }

    @Test
    void tries_a_failed_event_again_and_goes_on_with_others_meanwhile() {
        var failing = event("OrderConfirmed");
        var other = event("OrderConfirmed");
        handler.fails(failing, 2);
        publish(failing);
        publish(other);

        consumeUntil(() -> handler.handled.size() == 2);

        assertThat(handler.handled).extracting(Event::id).containsExactly(other.id(), failing.id());
        assertThat(count("OrderConfirmed", "failed")).isEqualTo(2);
        assertThat(count("OrderConfirmed", "processed")).isEqualTo(2);
        assertThat(pending()).isZero();
        assertThat(failures()).isEmpty();
    }

    @Test
    void waits_before_another_try() {
        var patient = consumer("first", new Pauses(NEVER, NEVER));
        handler.fails(event -> true);
        publish(event("OrderConfirmed"));
        consumeUntil(patient, () -> count("OrderConfirmed", "failed") == 1);

        patient.consume();
        patient.consume();

        assertThat(count("OrderConfirmed", "failed")).isEqualTo(1);
    }

    @Test
    void buries_an_event_after_five_tries() {
        handler.fails(event -> true);
        var event = event("OrderConfirmed");
        var entry = publish(event);

        consumeUntil(() -> dead().size() == 1);

        assertThat(handler.tries).isEqualTo(5);
        assertThat(count("OrderConfirmed", "failed")).isEqualTo(4);
        assertThat(count("OrderConfirmed", "dead")).isEqualTo(1);
        assertThat(pending()).isZero();
        assertThat(failures()).isEmpty();
        assertThat(dead())
                .singleElement()
                .satisfies(letter -> assertThat(letter.payload())
                        .containsEntry("id", event.id().toString())
                        .containsEntry("type", "OrderConfirmed")
                        .containsEntry("data", event.data())
                        .containsEntry("group", GROUP)
                        .containsEntry("tries", "5")
                        .containsEntry("entry", entry)
                        .containsEntry("reason", "java.lang.IllegalStateException: Broken")
                        .containsEntry("firsttry", traceparent(tries().getFirst())));
    }

    @Test
    void buries_a_malformed_event_at_the_first_try() {
        handler.failure = () -> new MalformedEvent("No total", null);
        handler.fails(event -> true);
        publish(event("OrderConfirmed"));

        consumeUntil(() -> dead().size() == 1);

        assertThat(handler.tries).isEqualTo(1);
        assertThat(count("OrderConfirmed", "dead")).isEqualTo(1);
    }

    @Test
    void buries_an_event_of_an_unknown_type() {
        publish(event("OrderEaten"));

        consumeUntil(() -> dead().size() == 1);

        assertThat(handler.tries).isZero();
        assertThat(count("other", "dead")).isEqualTo(1);
        assertThat(dead().getFirst().payload().get("reason")).endsWith("Unknown type OrderEaten");
    }

    @Test
    void buries_messages_that_are_no_events_and_goes_on() {
        var good = event("OrderConfirmed");
        for (var field : List.of("id", "type", "time", "data")) {
            var fields = new LinkedHashMap<>(event("OrderConfirmed").fields());
            fields.remove(field);
            send(fields);
            if (!field.equals("type")) {
                fields.put(field, "junk");
                send(fields);
            }
        }
        var fields = new LinkedHashMap<>(event("OrderConfirmed").fields());
        for (var data : List.of("{\"orderId\": 7}", "{\"orderId\": null}", "{}", "null")) {
            fields.put("data", data);
            send(fields);
        }
        fields.put("data", "[]");
        send(fields);
        publish(good);

        consumeUntil(() -> !handler.handled.isEmpty());

        assertThat(handler.handled).extracting(Event::id).containsExactly(good.id());
        assertThat(dead())
                .hasSize(12)
                .allSatisfy(letter -> assertThat(letter.payload().get("reason")).contains("MalformedEvent"));
        assertThat(count("other", "dead")).isEqualTo(12);
        assertThat(pending()).isZero();
    }

    @Test
    void an_outage_of_the_database_is_no_failed_try_and_holds_later_events_back() {
        var first = event("OrderConfirmed");
        var second = event("OrderConfirmed");
        handler.failure = () -> new IllegalStateException(new SQLException("Connection refused", "08001"));
        handler.fails(event -> true);
        publish(first);
        publish(second);
        createGroup();

        for (var attempt = 0; attempt < 10; attempt++) {
            assertThatThrownBy(consumer::consume).hasRootCauseMessage("Connection refused");
        }
        handler.fails(event -> false);
        consumeUntil(() -> handler.handled.size() == 2);

        assertThat(handler.handled).extracting(Event::id).containsExactly(first.id(), second.id());
        assertThat(handler.tries).isEqualTo(12);
        assertThat(count("OrderConfirmed", "failed")).isZero();
        assertThat(dead()).isEmpty();
        assertThat(failures()).isEmpty();
    }

    @Test
    void takes_over_what_a_consumer_that_is_gone_has_left_behind() {
        var event = event("OrderConfirmed");
        publish(event);
        var gone = group("gone", RETRY_AT_ONCE);
        await().until(() -> !gone.read().isEmpty());

        consumer.consume();
        assertThat(handler.handled).isEmpty();
        consumeUntil(consumer("heir", new Pauses(NEVER, AT_ONCE)), () -> !handler.handled.isEmpty());

        assertThat(handler.handled).extracting(Event::id).containsExactly(event.id());
        assertThat(pending()).isZero();
    }

    @Test
    void goes_on_with_its_own_messages_after_a_kill() {
        var event = event("OrderConfirmed");
        publish(event);
        var killed = group("first", RETRY_AT_ONCE);
        await().until(() -> !killed.read().isEmpty());

        consumer.consume();

        assertThat(handler.handled).extracting(Event::id).containsExactly(event.id());
        assertThat(pending()).isZero();
    }

    @Test
    void shares_messages_with_other_consumers_of_its_group() {
        var sent = new ArrayList<UUID>();
        for (var number = 0; number < 60; number++) {
            var event = event("OrderConfirmed");
            sent.add(event.id());
            publish(event);
        }
        var second = consumer("second", RETRY_AT_ONCE);

        consumeUntil(() -> {
            second.consume();
            return handler.handled.size() >= 60;
        });

        assertThat(handler.handled).extracting(Event::id).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void reads_the_stream_of_a_redis_that_has_lost_its_data() {
        publish(event("OrderConfirmed"));
        consumeUntil(() -> handler.handled.size() == 1);

        redis.client().flushall();
        publish(event("OrderConfirmed"));
        consumeUntil(() -> handler.handled.size() == 2);

        assertThat(pending()).isZero();
    }

    @Test
    void drops_a_failed_message_that_was_trimmed() {
        handler.fails(event -> true);
        publish(event("OrderConfirmed"));
        consumeUntil(() -> count("OrderConfirmed", "failed") == 1);

        redis.client().stream(String.class).xtrim(stream, new XTrimArgs().maxlen(0));
        consumeUntil(() -> pending() == 0);

        assertThat(handler.tries).isEqualTo(1);
        assertThat(dead()).isEmpty();
    }

    @Test
    void survives_an_outage_of_redis_and_stops() throws InterruptedException {
        try (var own = new RedisUnderTest()) {
            var ownPublisher = new EventPublisher(own.client(), spans);
            var group = new ConsumerGroup(own.client(), stream, GROUP, "first", RETRY_AT_ONCE);
            var running = new EventConsumer(handler, group, spans, (_, step) -> step.get(), () -> {}, registry);
            var thread = Thread.startVirtualThread(running);
            ownPublisher.publish(stream, event("OrderConfirmed"), UNLIMITED);
            await().until(() -> handler.handled.size() == 1);

            own.server().interrupt();
            own.server().resume();
            await().ignoreExceptions()
                    .until(() -> ownPublisher.publish(stream, event("OrderConfirmed"), UNLIMITED) != null);
            await().until(() -> handler.handled.size() == 2);
            running.stop();
            thread.join();

            assertThat(own.client().stream(String.class).xpending(stream, GROUP).getConsumers())
                    .isEmpty();
            assertThat(own.client().execute("XINFO", "CONSUMERS", stream, GROUP))
                    .isEmpty();
        }
    }

    @Test
    void a_sender_that_a_hanging_redis_made_wait_for_a_connection_loses_none() {
        try (var own = new RedisUnderTest(1);
                var other = own.server().connect()) {
            var ownPublisher = new EventPublisher(own.client(), spans);
            other.send("CLIENT", "PAUSE", "3000", "ALL");

            assertThatThrownBy(
                            () -> ownPublisher.publishAll(stream, List.of(new Unsent(event("OrderConfirmed"), null))))
                    .isInstanceOf(TimeoutException.class);

            await().ignoreExceptions()
                    .until(() -> ownPublisher
                            .publishAll(stream, List.of(new Unsent(event("OrderConfirmed"), null)))
                            .getFirst()
                            .entry()
                            .isPresent());
        }
    }

    @Test
    void stops_after_the_event_that_it_handles() throws InterruptedException {
        var handled = new CountDownLatch(1);
        var began = new CountDownLatch(1);
        handler.isNew = _ -> {
            began.countDown();
            await().until(() -> handled.getCount() == 0);
            return true;
        };
        publish(event("OrderConfirmed"));
        var thread = Thread.startVirtualThread(consumer);
        began.await();

        consumer.stop();
        handled.countDown();
        thread.join();

        assertThat(count("OrderConfirmed", "processed")).isEqualTo(1);
        assertThat(pending()).isZero();
    }

    @Test
    void a_fault_makes_the_try_fail() {
        var group = group("first", RETRY_AT_ONCE);
        var broken = new EventConsumer(
                handler,
                group,
                spans,
                (_, step) -> step.get(),
                () -> {
                    throw new IllegalStateException("Fault");
                },
                registry);
        publish(event("OrderConfirmed"));

        consumeUntil(broken, () -> count("OrderConfirmed", "failed") == 1);
        consumeUntil(() -> handler.handled.size() == 1);

        assertThat(handler.tries).isEqualTo(1);
    }

    @Test
    void spans_of_sender_and_consumer_belong_to_the_trace_of_the_order() {
        var cause = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var event = new Event(
                UUID.randomUUID(),
                "OrderConfirmed",
                Instant.now(),
                cause,
                event("x").data());
        publish(event);

        consumeUntil(() -> handler.handled.size() == 1);

        var sent = ended.stream()
                .filter(span -> span.getKind() == SpanKind.PRODUCER)
                .findFirst()
                .orElseThrow();
        var processed = tries().getFirst();
        assertThat(sent.getName()).isEqualTo("send " + stream);
        assertThat(sent.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(sent.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(attributes(sent))
                .containsEntry("messaging.system", "redis")
                .containsEntry("messaging.operation.name", "send")
                .containsEntry("messaging.operation.type", "send")
                .containsEntry("messaging.destination.name", stream)
                .containsEntry("messaging.message.id", event.id().toString())
                .containsEntry("shop.order.id", ORDER.toString());
        assertThat(processed.getName()).isEqualTo("process " + stream);
        assertThat(processed.getParentSpanId()).isEqualTo(sent.getSpanId());
        assertThat(processed.getTraceId()).isEqualTo(sent.getTraceId());
        assertThat(processed.getLinks()).isEmpty();
        assertThat(processed.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(attributes(processed))
                .containsEntry("messaging.operation.name", "process")
                .containsEntry("messaging.operation.type", "process")
                .containsEntry("messaging.consumer.group.name", GROUP)
                .containsEntry("messaging.message.id", event.id().toString())
                .containsEntry("shop.order.id", ORDER.toString());
        assertThat(handler.handled.getFirst().traceparent()).isEqualTo(traceparent(sent));
    }

    @Test
    void the_span_that_sends_an_event_again_links_to_the_first() {
        var event = event("OrderConfirmed");

        var first =
                publisher.publishAll(stream, List.of(new Unsent(event, null))).getFirst();
        var second = publisher
                .publishAll(stream, List.of(new Unsent(event, first.traceparent())))
                .getFirst();

        assertThat(ended)
                .extracting(EventConsumerTest::traceparent)
                .containsExactly(first.traceparent(), second.traceparent());
        assertThat(ended).extracting(span -> span.getLinks().size()).containsExactly(0, 1);
        assertThat(List.copyOf(ended).getLast().getLinks())
                .singleElement()
                .satisfies(link -> assertThat(link.getSpanContext().getSpanId())
                        .isEqualTo(ended.element().getSpanId()));
    }

    @Test
    void the_span_of_a_later_try_links_to_that_of_the_first() {
        var event = event("OrderConfirmed");
        handler.fails(event, 2);
        publish(event);

        consumeUntil(() -> handler.handled.size() == 1);

        var first = tries().getFirst();
        assertThat(first.getLinks()).isEmpty();
        assertThat(first.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(first.getEvents()).singleElement().extracting("name").isEqualTo("exception");
        assertThat(attributes(first)).containsEntry("error.type", "java.lang.IllegalStateException");
        assertThat(tries().subList(1, 3)).allSatisfy(span -> {
            assertThat(span.getLinks())
                    .singleElement()
                    .satisfies(link ->
                            assertThat(link.getSpanContext().getSpanId()).isEqualTo(first.getSpanId()));
            assertThat(span.getTraceId()).isEqualTo(first.getTraceId());
        });
    }

    @Test
    void a_replayed_event_is_handled_and_its_span_links_to_the_first_try() {
        handler.fails(event -> true);
        var event = event("OrderConfirmed");
        publish(event);
        consumeUntil(() -> dead().size() == 1);
        handler.fails(_ -> false);

        var replay = consumer.replay();

        assertThat(replay).isEqualTo(new Replay(1, 0));
        assertThat(dead()).isEmpty();
        assertThat(count("OrderConfirmed", "processed")).isEqualTo(1);
        assertThat(handler.handled).extracting(Event::id).containsExactly(event.id());
        assertThat(tries().getLast().getLinks())
                .singleElement()
                .satisfies(link -> assertThat(link.getSpanContext().getSpanId())
                        .isEqualTo(tries().getFirst().getSpanId()));
    }

    @Test
    void an_event_stays_a_dead_letter_until_its_replay_has_handled_it() {
        handler.fails(event -> true);
        publish(event("OrderConfirmed"));
        consumeUntil(() -> dead().size() == 1);
        var letter = dead().getFirst();
        handler.isNew = _ -> {
            assertThat(dead()).as("while it is handled").hasSize(1);
            return true;
        };

        assertThat(consumer.replay()).isEqualTo(new Replay(0, 1));
        assertThat(handler.tries).isEqualTo(6);
        assertThat(dead())
                .singleElement()
                .satisfies(same -> assertThat(same.payload()).isEqualTo(letter.payload()));
        handler.fails(_ -> false);

        assertThat(consumer.replay()).isEqualTo(new Replay(1, 0));
        assertThat(dead()).isEmpty();
    }

    @Test
    void a_replay_ends_with_an_outage_of_the_database_and_keeps_the_rest() {
        handler.fails(event -> true);
        publish(event("OrderConfirmed"));
        publish(event("OrderConfirmed"));
        consumeUntil(() -> dead().size() == 2);
        handler.failure = () -> new IllegalStateException(new SQLException("Connection refused", "08001"));

        assertThatThrownBy(consumer::replay).hasRootCauseMessage("Connection refused");

        assertThat(handler.tries).isEqualTo(11);
        assertThat(dead()).hasSize(2);
    }

    @Test
    void a_replay_keeps_messages_that_are_no_events() {
        send(Map.of("id", "junk"));
        consumeUntil(() -> dead().size() == 1);

        assertThat(consumer.replay()).isEqualTo(new Replay(0, 1));

        assertThat(dead()).hasSize(1);
    }

    @Test
    void dead_letters_of_other_groups_are_not_replayed() {
        handler.fails(event -> true);
        publish(event("OrderConfirmed"));
        consumeUntil(() -> dead().size() == 1);
        handler.fails(_ -> false);
        var others = new ConsumerGroup(redis.client(), stream, "purchases", "first", RETRY_AT_ONCE);

        var replay = consumer(others).replay();

        assertThat(replay).isEqualTo(new Replay(0, 0));
        assertThat(dead()).hasSize(1);
    }

    @Test
    void counts_the_dead_letters_of_its_group_until_they_are_replayed() {
        handler.fails(event -> true);
        publish(event("OrderConfirmed"));
        publish(event("OrderCancelled"));
        var others = new ConsumerGroup(redis.client(), stream, "purchases", "first", RETRY_AT_ONCE);
        consumeUntil(() -> dead().size() == 2);

        assertThat(others.countDeadLetters()).isZero();
        assertThat(deadLetters()).isEqualTo(2);
        var replay = dead().getFirst();
        handler.fails(event -> !event.id().toString().equals(replay.payload().get("id")));
        consumer.replay();
        assertThat(deadLetters()).isEqualTo(1);
        handler.fails(_ -> false);
        consumer.replay();

        assertThat(deadLetters()).isZero();
    }

    @Test
    void counts_dead_letters_while_it_runs() throws InterruptedException {
        handler.fails(event -> true);
        publish(event("OrderConfirmed"));
        var thread = Thread.startVirtualThread(consumer);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> registry.get("events.dead.letters").gauge().value() == 1);

        consumer.stop();
        thread.join();
    }

    @Test
    void keeps_the_number_of_dead_letters_without_redis() {
        try (var own = new RedisUnderTest()) {
            var group = new ConsumerGroup(own.client(), stream, GROUP, "first", RETRY_AT_ONCE);
            var ownRegistry = new SimpleMeterRegistry();
            var lonely = new EventConsumer(handler, group, spans, (_, step) -> step.get(), () -> {}, ownRegistry);
            handler.fails(event -> true);
            new EventPublisher(own.client(), spans).publish(stream, event("OrderConfirmed"), UNLIMITED);
            consumeUntil(lonely, () -> group.countDeadLetters() == 1);
            lonely.countDeadLetters();

            own.server().interrupt();
            lonely.countDeadLetters();

            assertThat(ownRegistry.get("events.dead.letters").gauge().value()).isEqualTo(1);
        }
    }

    /** As the gauge says it. */
    private double deadLetters() {
        consumer.countDeadLetters();
        return registry.get("events.dead.letters").gauge().value();
    }

    @Test
    void acknowledges_what_it_has_handled_before_an_outage() {
        var first = event("OrderConfirmed");
        var second = event("OrderConfirmed");
        createGroup();
        publish(first);
        publish(second);
        handler.failure = () -> new IllegalStateException(new SQLException("Connection refused", "08001"));
        handler.fails(second, 1);

        assertThatThrownBy(consumer::consume).hasRootCauseMessage("Connection refused");
        assertThat(pending()).isEqualTo(1);
        consumeUntil(() -> handler.handled.size() == 2);

        assertThat(handler.handled).extracting(Event::id).containsExactly(first.id(), second.id());
    }

    @Test
    void does_not_leave_its_group_while_messages_are_pending_for_it() {
        var event = event("OrderConfirmed");
        createGroup();
        publish(event);
        var leaving = group("leaving", RETRY_AT_ONCE);
        assertThat(leaving.read()).hasSize(1);

        leaving.leave();

        assertThat(pending()).isEqualTo(1);
    }

    /** The first command of a group only creates it. */
    private void createGroup() {
        assertThat(group("first", RETRY_AT_ONCE).due()).isEmpty();
    }

    private EventConsumer consumer(String name, EventsConfig config) {
        return consumer(group(name, config));
    }

    private EventConsumer consumer(ConsumerGroup group) {
        return new EventConsumer(handler, group, spans, (_, step) -> step.get(), () -> {}, registry);
    }

    private ConsumerGroup group(String consumer, EventsConfig config) {
        return new ConsumerGroup(redis.client(), stream, GROUP, consumer, config);
    }

    private void consumeUntil(BooleanSupplier condition) {
        consumeUntil(consumer, condition);
    }

    private static void consumeUntil(EventConsumer consumer, BooleanSupplier condition) {
        await().until(() -> {
            consumer.consume();
            return condition.getAsBoolean();
        });
    }

    private String publish(Event event) {
        return publisher.publish(stream, event, UNLIMITED);
    }

    private void send(Map<String, String> fields) {
        var filled = fields.isEmpty() ? Map.of("nothing", "") : fields;
        redis.client().stream(String.class).xadd(stream, filled);
    }

    private static Event event(String type) {
        var data = "{\"orderId\": \"%s\", \"total\": 39.80}".formatted(ORDER);
        return new Event(UUID.randomUUID(), type, Instant.parse("2026-11-30T10:00:00.123456Z"), null, data);
    }

    private long pending() {
        return redis.client().stream(String.class).xpending(stream, GROUP).getPendingCount();
    }

    private List<StreamMessage<String, String, String>> dead() {
        return redis.client().stream(String.class).xrange(stream + ".dead", StreamRange.of("-", "+"));
    }

    private Map<String, String> failures() {
        return redis.client().hash(String.class).hgetall(stream + ":" + GROUP + ":failures");
    }

    private double count(String type, String outcome) {
        return registry.get("events.processed")
                .tags("type", type, "outcome", outcome)
                .counter()
                .count();
    }

    private List<SpanData> tries() {
        return ended.stream()
                .filter(span -> span.getKind() == SpanKind.CONSUMER)
                .toList();
    }

    private static String traceparent(SpanData span) {
        return "00-%s-%s-01".formatted(span.getTraceId(), span.getSpanId());
    }

    private static Map<String, String> attributes(SpanData span) {
        var attributes = new LinkedHashMap<String, String>();
        span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value.toString()));
        return attributes;
    }

    private record Pauses(Duration retryAfter, Duration stuckAfter) implements EventsConfig {}

    /** Handles events as its test says. */
    private static final class Handler implements EventHandler {

        private final String stream;
        private final List<Event> handled = new ArrayList<>();
        private Supplier<RuntimeException> failure = () -> new IllegalStateException("Broken");
        private Predicate<Event> isNew = _ -> true;
        private Predicate<Event> fails = _ -> false;
        private int tries;

        Handler(String stream) {
            this.stream = stream;
        }

        void fails(Predicate<Event> condition) {
            fails = condition;
        }

        void fails(Event event, int times) {
            var left = new int[] {times};
            fails = tried -> tried.id().equals(event.id()) && left[0]-- > 0;
        }

        @Override
        public String stream() {
            return stream;
        }

        @Override
        public Set<String> types() {
            return Set.of("OrderConfirmed", "OrderCancelled");
        }

        @Override
        public synchronized boolean handle(Event event) {
            tries++;
            if (fails.test(event)) {
                throw failure.get();
            }
            var outcome = isNew.test(event);
            handled.add(event);
            return outcome;
        }
    }

    private final class Ended implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
