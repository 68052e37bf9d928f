package shop.defaults.events;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** Pauses between tries to handle an event. */
@ConfigMapping(prefix = "service.events")
interface EventsConfig {

    /** Pause after the first failed try, which each further one doubles. */
    Duration retryAfter();

    /** Time after which a message is taken over from a consumer that may be gone: longer than a batch takes. */
    Duration stuckAfter();
}
