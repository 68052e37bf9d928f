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
     * @return id of the stream's entry
     */
    public String publish(String stream, Event event) {
        return publish(stream, event, new XAddArgs());
    }

    /** As {@link #publish(String, Event)}, with arguments that limit the stream's length. */
    public String publish(String stream, Event event, XAddArgs limit) {
        return spans.send(stream, event, sent -> streams.xadd(stream, limit, sent.fields()));
    }

    /**
     * Sends events over one connection, none of which waits for the one before.
     *
     * @return ids of the stream's entries, in the order of the events; empty for an event that may not have been sent
     */
    public List<Optional<String>> publishAll(String stream, List<Event> events) {
        // Sent from this thread, which has the PRODUCER span: a pooled send would start its own span on the event loop.
        var connecting = client.connect();
        try {
            var connection = UniHelper.toUni(connecting).await().atMost(TIMEOUT);
            var entries = events.stream()
                    .map(event -> spans.sendAsync(stream, event, sent -> add(connection, stream, sent)))
                    .toList();
            UniHelper.toUni(Future.join(entries))
                    .onFailure()
                    .invoke(failure -> LOG.warnf("Cannot send all of %d events: %s", events.size(), failure))
                    .onFailure()
                    .recoverWithNull()
                    .await()
                    .indefinitely();
            return entries.stream()
                    .map(entry -> Optional.ofNullable(entry.result()))
                    .toList();
        } finally {
            // Later if it comes too late: the pool would have lost it.
            connecting.onSuccess(RedisConnection::close);
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
