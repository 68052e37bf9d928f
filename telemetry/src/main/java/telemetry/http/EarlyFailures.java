package telemetry.http;

/**
 * The order of what is done for a request that fails before any filter has seen it, for want of a host or of a path. It
 * comes before Quarkus' own handler of failures.
 */
public final class EarlyFailures {

    public static final int NAMED = Integer.MIN_VALUE;
    public static final int MEASURED = NAMED + 1;
    public static final int ANSWERED = NAMED + 2;

    private EarlyFailures() {}
}
