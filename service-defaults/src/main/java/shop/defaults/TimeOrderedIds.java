package shop.defaults;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/** Makes UUIDs of version 7 (RFC 9562, section 5.7): they sort by the millisecond in which they were made. */
@Singleton
public class TimeOrderedIds {

    private final Clock clock;

    TimeOrderedIds(Clock clock) {
        this.clock = clock;
    }

    public UUID next() {
        var random = UUID.randomUUID();
        var time = clock.millis() << 16;
        var version = 0x7000L;
        return new UUID(time | version | random.getMostSignificantBits() & 0xFFF, random.getLeastSignificantBits());
    }
}
