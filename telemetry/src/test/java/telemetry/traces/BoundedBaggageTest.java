package telemetry.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedBaggageTest {

    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
            return carrier.get(key);
        }
    };

    private final TextMapPropagator propagator = new BoundedBaggage(W3CBaggagePropagator.getInstance());

    @Test
    void is_passed_on_as_it_came() {
        assertThat(passedOn("example.debug=true,tenant=a%20b;private").split(","))
                .containsExactlyInAnyOrder("example.debug=true", "tenant=a%20b;private");
    }

    @Test
    void has_at_most_64_entries() {
        var sent = entries(3_000, "v");

        assertThat(Baggage.fromContext(received(sent)).size()).isEqualTo(64);
    }

    @ParameterizedTest
    // What is sent on is longer than what came where a character comes plain and goes escaped.
    @ValueSource(strings = {"v", "/", "=", "^", "+", "%F0%9F%8D%B5", "%25"})
    void has_at_most_8192_bytes(String character) {
        var sent = entries(60, character.repeat(20_000 / 60 / character.length()));

        assertThat(passedOn(sent)).hasSizeLessThanOrEqualTo(8_192).isNotEmpty();
    }

    @Test
    void has_at_most_8192_bytes_in_one_entry() {
        assertThat(passedOn("a=1,k=" + "/".repeat(8_150) + ",z=2")).hasSizeLessThanOrEqualTo(8_192);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", ",,,,", "a", "a=b=c=d", ";;;", "%%%=%zz", "ключ=значение", "a=%00%0d%0a"})
    void may_be_malformed(String sent) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(passedOn(sent)).doesNotContain("\r", "\n"));
    }

    private Context received(String baggage) {
        return propagator.extract(Context.root(), Map.of("baggage", baggage), GETTER);
    }

    private String passedOn(String baggage) {
        var headers = new HashMap<String, String>();
        propagator.inject(received(baggage), headers, (carrier, name, value) -> carrier.put(name, value));
        return headers.getOrDefault("baggage", "");
    }

    private static String entries(int count, String value) {
        return IntStream.range(0, count).mapToObj(i -> "k" + i + "=" + value).collect(Collectors.joining(","));
    }
}
