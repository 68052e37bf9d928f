package shop.local;

import java.util.List;

/** Something that the user can understand and mend kept the suite from starting. */
final class StartFailure extends RuntimeException {
    private final transient List<String> evidence;

    /**
     * @param line what is wrong and what to do, in one line
     * @param evidence what the failed program said, or nothing
     */
    StartFailure(String line, List<String> evidence) {
        super(line);
        this.evidence = List.copyOf(evidence);
    }

    StartFailure(String line) {
        this(line, List.of());
    }

    List<String> evidence() {
        return evidence;
    }
}
