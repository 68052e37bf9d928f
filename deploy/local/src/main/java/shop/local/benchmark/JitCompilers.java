package shop.local.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;
import shop.backends.process.TemporaryFolder;
import shop.local.program.Jcmd;
import shop.local.program.StartFailure;

/** The JIT compilers of running JVMs, watched through JFR, which records nothing else and ends with this. */
final class JitCompilers implements AutoCloseable {
    private static final String EVENT = "jdk.CompilerQueueUtilization";
    private static final String RECORDING = "warm-up";

    private final TemporaryFolder folder = new TemporaryFolder("shop-jfr-");
    private final Collection<Long> jvms;
    private final List<EventStream> streams = new ArrayList<>();
    private final Map<String, Work> work = new ConcurrentHashMap<>();
    private final Map<Long, Long> reported = new ConcurrentHashMap<>();

    private JitCompilers(Collection<Long> jvms) {
        this.jvms = jvms;
    }

    /** @param jvms their process ids */
    static JitCompilers watch(Collection<Long> jvms) {
        var compilers = new JitCompilers(jvms);
        try {
            jvms.forEach(compilers::record);
            return compilers;
        } catch (RuntimeException e) {
            compilers.close();
            throw e;
        }
    }

    /** The sum over all compilers of all JVMs, at most two seconds old. */
    Work work() {
        return work.values().stream().reduce(Work.NONE, Work::plus);
    }

    /** @param nanoTime an instant of {@link System#nanoTime()} */
    boolean haveAllReportedSince(long nanoTime) {
        return jvms.stream().allMatch(jvm -> reported.containsKey(jvm) && reported.get(jvm) - nanoTime > 0);
    }

    @Override
    public void close() {
        streams.forEach(EventStream::close);
        if (!streams.isEmpty()) {
            jvms.forEach(this::stop);
        }
        folder.close();
    }

    private void stop(long jvm) {
        try {
            Jcmd.run(jvm, "JFR.stop", "name=" + RECORDING);
        } catch (StartFailure e) {
            // The JVM has ended, which other requests to it report.
        }
    }

    private void record(long jvm) {
        var repository = folder.path().resolve(String.valueOf(jvm));
        Jcmd.run(jvm, "JFR.configure", "repositorypath=" + repository);
        Jcmd.run(
                jvm,
                "JFR.start",
                "name=" + RECORDING,
                "maxage=1m",
                "settings=none",
                "+" + EVENT + "#enabled=true",
                "+" + EVENT + "#period=1s");
        try {
            var stream = EventStream.openRepository(repository);
            streams.add(stream);
            stream.onEvent(EVENT, event -> {
                work.put(jvm + event.getString("compiler"), Work.of(event));
                reported.put(jvm, System.nanoTime());
            });
            stream.startAsync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What compilers have done and have to do.
     *
     * @param compiled methods compiled since the start of the JVMs
     * @param queued methods that wait to be compiled
     */
    record Work(long compiled, long queued) {
        static final Work NONE = new Work(0, 0);

        static Work of(RecordedEvent event) {
            return new Work(event.getLong("totalRemovedCount"), event.getLong("queueSize"));
        }

        Work plus(Work other) {
            return new Work(compiled + other.compiled, queued + other.queued);
        }
    }
}
