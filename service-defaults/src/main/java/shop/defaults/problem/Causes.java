package shop.defaults.problem;

import java.util.Objects;
import java.util.stream.Stream;

/** What led to a failure. */
final class Causes {

    // A chain may lead back to itself.
    private static final int MOST = 32;

    private Causes() {}

    /** The failure itself, its cause, and so on. */
    static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MOST);
    }
}
