package shop.defaults.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import shop.defaults.events.ConsumerGroup.Delivery;
import shop.defaults.problem.DatabaseFailure;
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
    private static final String OTHER = "other";

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
    private final BiConsumer<Event, Runnable> scope;
    private final Runnable fault;
    private final MeterProvider<Counter> processed;
    private final CountDownLatch stop = new CountDownLatch(1);

    /**
     * @param scope runs what is done for an event
     * @param fault makes a try fail while it is on
     */
    EventConsumer(
            EventHandler handler,
            ConsumerGroup group,
            EventSpans spans,
            BiConsumer<Event, Runnable> scope,
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
    }

    void stop() {
        stop.countDown();
    }

    @Override
    public void run() {
        var outages = 0;
        while (isRunning()) {
            try {
                consume();
                outages = 0;
            } catch (RuntimeException e) {
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
            group.claim(due).ifPresent(this::handle);
        }
        group.read().forEach(this::handle);
    }

    private void handle(Delivery delivery) {
        Event event;
        try {
            event = Event.of(delivery.fields());
        } catch (MalformedEvent e) {
            LOG.errorf(e, "Message %s of the stream %s is a dead letter", delivery.entry(), handler.stream());
            bury(delivery, OTHER, e, delivery.firstTry());
            return;
        }
        scope.accept(event, () -> handle(event, delivery));
    }

    private void handle(Event event, Delivery delivery) {
        var span = spans.process(handler.stream(), group.name(), event, delivery.firstTry());
        try (var _ = span.makeCurrent()) {
            boolean isNew;
            try {
                isNew = apply(event);
            } catch (RuntimeException | Error e) {
                spans.failed(span, e);
                var firstTry = delivery.firstTry() == null ? EventSpans.traceparent(span) : delivery.firstTry();
                if (DatabaseFailure.isOutage(e)) {
                    group.postpone(delivery, delivery.tries(), firstTry);
                    throw e;
                }
                failed(event, delivery, e, firstTry);
                return;
            }
            group.acknowledge(delivery);
            counter(type(event), isNew ? Outcome.PROCESSED : Outcome.DUPLICATE).increment();
        } finally {
            span.end();
        }
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
        if (tries < MAX_TRIES && !(failure instanceof MalformedEvent)) {
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
