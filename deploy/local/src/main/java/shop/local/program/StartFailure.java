package shop.local.program;

import java.util.List;

/** Something that the user can understand and mend kept the suite from starting. */
public final class StartFailure extends RuntimeException {
    private final transient List<String> evidence;

    /**
     * @param line what is wrong and what to do, in one line
     * @param evidence what the failed program said, or nothing
     */
    public StartFailure(String line, List<String> evidence) {
        super(line);
        this.evidence = List.copyOf(evidence);
    }

    public StartFailure(String line) {
        this(line, List.of());
    }

    public List<String> evidence() {
        return evidence;
    }
}
