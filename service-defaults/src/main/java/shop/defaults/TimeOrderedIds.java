package shop.defaults;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/** Generates UUIDs of version 7 (RFC 9562, section 5.7), which sort by creation time. */
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
