package telemetry;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The cause chain of a failure. */
public final class Causes {

    // A chain may be circular.
    private static final int LIMIT = 32;

    private Causes() {}

    /** The failure itself, its cause, the cause of that, and so on. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(LIMIT);
    }

    /** The first of the chain that has this type. */
    public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }
}
