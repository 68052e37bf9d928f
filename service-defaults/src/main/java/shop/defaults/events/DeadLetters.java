package shop.defaults.events;

import io.quarkus.arc.All;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamMessage;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.redis.datasource.stream.XAddArgs;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Replays events that this service could not handle, at {@code POST /q/events/replay} on the management port. */
@Singleton
class DeadLetters {

    static final String GROUP = "group";
    static final String REASON = "reason";
    static final String TRIES = "tries";
    static final String ENTRY = "entry";
    static final String FIRST_TRY = "firsttry";

    /** Dead letters take memory, of which streams that are in use have the greater need. */
    static final XAddArgs LIMIT = new XAddArgs().maxlen(10_000L).nearlyExactTrimming();

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final List<String> ADDED = List.of(GROUP, REASON, TRIES, ENTRY);
    private static final int BATCH = 1_000;

    private final List<EventHandler> handlers;
    private final RedisDataSource redis;
    private final String group;

    DeadLetters(
            @All List<EventHandler> handlers,
            @RedisClientName(EventPublisher.CLIENT) RedisDataSource redis,
            @ConfigProperty(name = "quarkus.application.name") String group) {
        this.handlers = handlers;
        this.redis = redis;
        this.group = group;
    }

    /** The stream of the dead letters of a stream. */
    static String stream(String stream) {
        return stream + ".dead";
    }

    void register(@Observes ManagementInterface management) {
        management.router().post("/q/events/replay").blockingHandler(request -> {
            var replayed = handlers.stream()
                    .mapToInt(handler -> replay(handler.stream()))
                    .sum();
            LOG.infof("Replayed %d dead letters", replayed);
            request.json(new JsonObject().put("replayed", replayed));
        });
    }

    /**
     * Appends dead letters of this group to their stream again, where all groups read them.
     *
     * @return their number
     */
    int replay(String stream) {
        var dead = redis.stream(String.class).xrange(stream(stream), StreamRange.of("-", "+"), BATCH).stream()
                .filter(letter -> group.equals(letter.payload().get(GROUP)))
                .toList();
        dead.forEach(letter -> replay(stream, letter));
        return dead.size();
    }

    private void replay(String stream, StreamMessage<String, String, String> letter) {
        var message = new LinkedHashMap<>(letter.payload());
        message.keySet().removeAll(ADDED);
        redis.withTransaction(transaction -> {
            transaction.stream(String.class).xadd(stream, message);
            transaction.stream(String.class).xdel(stream(stream), letter.id());
        });
    }
}
