package shop.defaults.events;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.StreamMessage;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.redis.datasource.stream.XAddArgs;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The messages of a stream that a consumer group could not handle, in a stream of their own. */
@Singleton
public class DeadLetters {

    static final String GROUP = "group";
    static final String REASON = "reason";
    static final String TRIES = "tries";
    static final String ENTRY = "entry";
    static final String FIRST_TRY = "firsttry";

    /** Dead letters take memory, of which streams that are in use have the greater need. */
    static final XAddArgs LIMIT = new XAddArgs().maxlen(10_000L).nearlyExactTrimming();

    private static final int PAGE = 500;

    private final StreamCommands<String, String, String> streams;

    DeadLetters(@RedisClientName(EventPublisher.CLIENT) RedisDataSource redis) {
        this.streams = redis.stream(String.class);
    }

    /** Key of the stream of the dead letters of a stream. */
    static String stream(String stream) {
        return stream + ".dead";
    }

    /**
     * Changes whenever a dead letter of the stream comes or goes.
     *
     * @return number of dead letters, and the last of them
     */
    public String version(String stream) {
        var last = streams.xrevrange(stream(stream), StreamRange.of("+", "-"), 1);
        return streams.xlen(stream(stream)) + " "
                + last.stream().map(StreamMessage::id).findFirst();
    }

    /** IDs of the events that are dead letters of any group. */
    public Set<String> events(String stream) {
        return all(stream).stream()
                .map(letter -> letter.payload().get(Event.ID))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    List<StreamMessage<String, String, String>> of(String group, String stream) {
        return all(stream).stream()
                .filter(letter -> group.equals(letter.payload().get(GROUP)))
                .toList();
    }

    private List<StreamMessage<String, String, String>> all(String stream) {
        var letters = new ArrayList<StreamMessage<String, String, String>>();
        var from = "-";
        List<StreamMessage<String, String, String>> page;
        do {
            page = streams.xrange(stream(stream), StreamRange.of(from, "+"), PAGE);
            letters.addAll(page);
            from = page.isEmpty() ? from : "(" + page.getLast().id();
        } while (page.size() == PAGE);
        return letters;
    }

    void remove(String stream, String letter) {
        streams.xdel(stream(stream), letter);
    }
}
