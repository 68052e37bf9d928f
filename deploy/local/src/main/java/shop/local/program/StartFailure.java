package shop.local.program;

import java.util.List;

/** A failure that the user can understand and fix; printed without a stack trace. */
public final class StartFailure extends RuntimeException {
    private final transient List<String> evidence;

    /**
     * @param line the problem and its solution, in one line
     * @param evidence the last output of the failed program, or nothing
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
