package shop.defaults.events;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.XAddArgs;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Appends events to Redis streams. */
@Singleton
public class EventPublisher {

    /** Name of the Redis client for events. */
    public static final String CLIENT = "events";

    private static final Logger LOG = Logger.getLogger(EventPublisher.class);

    /** Of a batch, during which its sender may hold locks. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /**
     * An event that is to be sent.
     *
     * @param firstTry traceparent of the first try to send it; null if this is the first
     */
    public record Unsent(Event event, String firstTry) {}

    /**
     * A try to send an event.
     *
     * @param entry id of the stream's entry; empty if the event may not have been sent
     * @param traceparent of its PRODUCER span; null without a trace
     */
    public record Try(Optional<String> entry, String traceparent) {}

    private record Sending(Future<String> entry, String traceparent) {

        Try ended() {
            return new Try(Optional.ofNullable(entry.result()), traceparent);
        }
    }

    private final StreamCommands<String, String, String> streams;
    private final Redis client;
    private final EventSpans spans;

    EventPublisher(@RedisClientName(CLIENT) RedisDataSource redis, EventSpans spans) {
        this.streams = redis.stream(String.class);
        this.client = redis.getReactive().getRedis().getDelegate();
        this.spans = spans;
    }

    /**
     * Sends an event in a PRODUCER span, which its message names as its sender.
     *
     * @param limit of the stream's length
     * @return id of the stream's entry
     */
    public String publish(String stream, Event event, XAddArgs limit) {
        var span = spans.send(stream, event, null);
        try (var _ = span.makeCurrent()) {
            return streams.xadd(
                    stream, limit, event.sentBy(EventSpans.traceparent(span)).fields());
        } catch (RuntimeException failure) {
            spans.failed(span, failure);
            throw failure;
        } finally {
            span.end();
        }
    }

    /**
     * Sends events over one connection, none of which waits for the one before.
     *
     * @return the tries, in the order of the events
     */
    public List<Try> publishAll(String stream, List<Unsent> events) {
        // Sent from this thread, which has the PRODUCER span: a pooled send would start its own span on the event loop.
        var connecting = client.connect();
        try {
            var connection = UniHelper.toUni(connecting).await().atMost(TIMEOUT);
            var sending = events.stream()
                    .map(unsent -> send(connection, stream, unsent))
                    .toList();
            UniHelper.toUni(Future.join(sending.stream().map(Sending::entry).toList()))
                    .onFailure()
                    .invoke(failure -> LOG.warnf("Cannot send all of %d events: %s", events.size(), failure))
                    .onFailure()
                    .recoverWithNull()
                    .await()
                    .indefinitely();
            return sending.stream().map(Sending::ended).toList();
        } finally {
            // Later if it comes too late: the pool would have lost it.
            connecting.onSuccess(RedisConnection::close);
        }
    }

    private Sending send(RedisConnection connection, String stream, Unsent unsent) {
        var span = spans.send(stream, unsent.event, unsent.firstTry);
        var traceparent = EventSpans.traceparent(span);
        try (var _ = span.makeCurrent()) {
            var entry = add(connection, stream, unsent.event.sentBy(traceparent))
                    .onComplete(result -> {
                        if (result.failed()) {
                            spans.failed(span, result.cause());
                        }
                        span.end();
                    });
            return new Sending(entry, traceparent);
        }
    }

    private Future<String> add(RedisConnection connection, String stream, Event event) {
        var request = Request.cmd(Command.XADD).arg(stream).arg("*");
        event.fields().forEach((name, value) -> request.arg(name).arg(value));
        return connection
                .send(request)
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .map(Response::toString);
    }
}
