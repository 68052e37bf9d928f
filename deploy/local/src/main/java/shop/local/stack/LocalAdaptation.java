package shop.local.stack;

import java.util.List;
import java.util.Map;

/** Adapts the stack's configuration to local ports and compressed time, and to a shop without the frontend. */
record LocalAdaptation(PortMap ports, CompressedTime time) implements StackProgram.Adaptation {
    // Tail sampling decides this long after a trace's first span; requests of a drill are shorter.
    private static final String SAMPLING_WAIT = "4s";
    // Alertmanager resolves an alert after four of these without an update.
    private static final String RESEND_DELAY = "--rules.alert.resend-delay=10s";

    // If PostgreSQL is down, its exporter retries after one second, which is longer than a tick.
    private static final String POSTGRES_JOB = "  - job_name: postgres\n";
    private static final String POSTGRES_INTERVAL = "    scrape_interval: 3s\n    scrape_timeout: 3s\n";

    @Override
    public String ofAddress(String text) {
        return ports.adapt(text);
    }

    @Override
    public String ofFile(String text) {
        var adapted = ScrapeJobs.WITHOUT_FRONTEND.ofFile(time.adapt(ports.adapt(text)));
        return time.isCompressed() ? adapted.replace(POSTGRES_JOB, POSTGRES_JOB + POSTGRES_INTERVAL) : adapted;
    }

    @Override
    public List<String> arguments(StackProgram.Kind kind) {
        return time.isCompressed() && kind == StackProgram.Kind.PROMETHEUS ? List.of(RESEND_DELAY) : List.of();
    }

    @Override
    public Map<String, String> environment() {
        return time.isCompressed() ? Map.of("SAMPLING_WAIT", SAMPLING_WAIT) : Map.of();
    }
}
