package shop.defaults.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import shop.defaults.events.ConsumerGroup.Delivery;
import shop.http.problem.DatabaseFailure;
import telemetry.redaction.Redaction;

/**
 * Handles the messages of a stream one after the other, tries failed ones again and buries those that keep failing.
 *
 * <p>An outage of the database or Redis is no failed try: the message waits, and with it those behind it.
 */
final class EventConsumer implements Runnable {

    static final int MAX_TRIES = 5;

    private static final Logger LOG = Logger.getLogger(EventConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 3;
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);
    private static final String OTHER = "other";

    /** Numbers of dead letters. */
    record Replay(int replayed, int failed) {

        Replay plus(Replay other) {
            return new Replay(replayed + other.replayed, failed + other.failed);
        }
    }

    private enum Outcome {
        PROCESSED,
        DUPLICATE,
        FAILED,
        DEAD;

        final String label = name().toLowerCase(Locale.ROOT);
    }

    private final EventHandler handler;
    private final ConsumerGroup group;
    private final EventSpans spans;
    private final BiFunction<Event, Supplier<Boolean>, Boolean> scope;
    private final Runnable fault;
    private final MeterProvider<Counter> processed;
    private final CountDownLatch stop = new CountDownLatch(1);
    private long nextCount = System.nanoTime();
    private volatile int deadLetters;

    /**
     * @param scope runs what is done for an event
     * @param fault makes a try fail while it is on
     */
    EventConsumer(
            EventHandler handler,
            ConsumerGroup group,
            EventSpans spans,
            BiFunction<Event, Supplier<Boolean>, Boolean> scope,
            Runnable fault,
            MeterRegistry registry) {
        this.handler = handler;
        this.group = group;
        this.spans = spans;
        this.scope = scope;
        this.fault = fault;
        processed = Counter.builder("events.processed")
                .description("Tries to handle an event")
                .withRegistry(registry);
        for (var outcome : Outcome.values()) {
            handler.types().forEach(type -> counter(type, outcome));
        }
        counter(OTHER, Outcome.DEAD);
        Gauge.builder("events.dead.letters", () -> deadLetters)
                .description("Events that could not be handled and are not replayed")
                .tag("stream", handler.stream())
                .register(registry);
    }

    private void countDeadLettersNowAndThen() {
        if (System.nanoTime() - nextCount >= 0) {
            nextCount = System.nanoTime() + BETWEEN_COUNTS.toNanos();
            countDeadLetters();
        }
    }

    /** Reads the number of dead letters for its gauge, which without Redis stays as it is. */
    void countDeadLetters() {
        try {
            deadLetters = group.countDeadLetters();
        } catch (RuntimeException e) {
            LOG.debugf(e, "Cannot count the dead letters of the stream %s", handler.stream());
        }
    }

    void stop() {
        stop.countDown();
    }

    @Override
    public void run() {
        var outages = 0;
        while (isRunning()) {
            countDeadLettersNowAndThen();
            try {
                consume();
                outages = 0;
            } catch (RuntimeException | Error e) {
                // An error, too: nothing would start the thread again.
                LOG.warnf("The events of the stream %s wait: %s", handler.stream(), e);
                pause(outages++);
            }
        }
        try {
            group.leave();
        } catch (RuntimeException e) {
            LOG.debugf(e, "The consumer stays in its group");
        }
    }

    private boolean isRunning() {
        return stop.getCount() > 0;
    }

    private void pause(int outages) {
        var longest = FIRST_PAUSE.toMillis() << Math.min(outages, MOST_DOUBLINGS);
        try {
            stop.await(ThreadLocalRandom.current().nextLong(longest / 2, longest), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    /** Handles what is pending first, so that an outage piles up no messages. */
    void consume() {
        for (var due : group.due()) {
            if (!isRunning()) {
                return;
            }
            handle(group.claim(due).stream().toList());
        }
        handle(group.read());
    }

    /** Acknowledges what was handled at once, also if an outage ends it: a round trip for each would limit the rate. */
    private void handle(List<Delivery> deliveries) {
        var handled = new ArrayList<Delivery>();
        try {
            for (var delivery : deliveries) {
                if (isHandled(delivery)) {
                    handled.add(delivery);
                }
            }
        } finally {
            group.acknowledge(handled);
        }
    }

    private boolean isHandled(Delivery delivery) {
        Event event;
        try {
            event = Event.of(delivery.fields());
        } catch (MalformedEvent e) {
            LOG.errorf(e, "Message %s of the stream %s is a dead letter", delivery.entry(), handler.stream());
            bury(delivery, OTHER, e, delivery.firstTry());
            return false;
        }
        return isHandled(event, delivery, (failure, firstTry) -> failed(event, delivery, failure, firstTry));
    }

    /**
     * Handles an event in its scope and span.
     *
     * @param onFailure with the traceparent of the first try
     * @return false if the try failed
     */
    private boolean isHandled(Event event, Delivery delivery, BiConsumer<Throwable, String> onFailure) {
        return scope.apply(event, () -> {
            var span = spans.process(handler.stream(), group.name(), event, delivery.firstTry());
            try (var _ = span.makeCurrent()) {
                return isHandled(event, delivery, span, onFailure);
            } finally {
                span.end();
            }
        });
    }

    private boolean isHandled(Event event, Delivery delivery, Span span, BiConsumer<Throwable, String> onFailure) {
        try {
            var isNew = apply(event);
            counter(type(event), isNew ? Outcome.PROCESSED : Outcome.DUPLICATE).increment();
            return true;
        } catch (RuntimeException | Error e) {
            spans.failed(span, e);
            onFailure.accept(e, delivery.firstTry() == null ? EventSpans.traceparent(span) : delivery.firstTry());
            if (DatabaseFailure.isOutage(e)) {
                throw e;
            }
            return false;
        }
    }

    /**
     * Handles the dead letters of this group. Each stays until its effect is in the database.
     *
     * @return the number of letters that were handled, and of those that stay
     */
    Replay replay() {
        var letters = group.deadLetters();
        var replayed = 0;
        for (var letter : letters) {
            if (isReplayed(letter)) {
                group.remove(letter);
                replayed++;
            }
        }
        return new Replay(replayed, letters.size() - replayed);
    }

    private boolean isReplayed(Delivery letter) {
        Event event;
        try {
            event = Event.of(letter.fields());
        } catch (MalformedEvent e) {
            return false;
        }
        return isHandled(event, letter, (failure, _) -> {
            LOG.warnf("Replay of event %s of order %s failed: %s", event.id(), event.orderId(), failure);
            counter(type(event), Outcome.FAILED).increment();
        });
    }

    private boolean apply(Event event) {
        if (type(event).equals(OTHER)) {
            throw new MalformedEvent("Unknown type " + event.type(), null);
        }
        fault.run();
        return handler.handle(event);
    }

    private void failed(Event event, Delivery delivery, Throwable failure, String firstTry) {
        var tries = delivery.tries() + 1;
        if (DatabaseFailure.isOutage(failure)) {
            group.postpone(delivery, delivery.tries(), firstTry);
        } else if (tries < MAX_TRIES && !(failure instanceof MalformedEvent)) {
            LOG.warnf("Try %d of event %s of order %s failed: %s", tries, event.id(), event.orderId(), failure);
            group.postpone(delivery, tries, firstTry);
            counter(type(event), Outcome.FAILED).increment();
        } else {
            LOG.errorf(failure, "Event %s of order %s is a dead letter", event.id(), event.orderId());
            bury(delivery, type(event), failure, firstTry);
        }
    }

    private void bury(Delivery delivery, String type, Throwable failure, String firstTry) {
        group.bury(delivery, Redaction.text(failure.toString()), delivery.tries() + 1, firstTry);
        counter(type, Outcome.DEAD).increment();
    }

    /** The type as a label, of which there are few. */
    private String type(Event event) {
        return handler.types().contains(event.type()) ? event.type() : OTHER;
    }

    private Counter counter(String type, Outcome outcome) {
        return processed.withTags("type", type, "outcome", outcome.label);
    }
}
