package shop.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123Z");

    @Test
    void are_UUIDs_of_version_7() {
        var id = at(NOW).next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void hold_the_millisecond_of_their_creation() {
        var id = at(NOW).next();

        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void sort_by_time_as_text() {
        var earlier = at(NOW).next();
        var later = at(NOW.plusMillis(1)).next();

        assertThat(earlier.toString()).isLessThan(later.toString());
    }

    private static TimeOrderedIds at(Instant now) {
        return new TimeOrderedIds(Clock.fixed(now, ZoneOffset.UTC));
    }
}
