package shop.local.stack;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shop.local.shop.Frontend;
import shop.local.shop.Service;

/** Limits Prometheus to the jobs of what runs; others would fire the alerts ServiceDown and TargetMissing. */
record ScrapeJobs(Predicate<String> kept) implements StackProgram.Adaptation {
    private static final Pattern JOB = Pattern.compile("(?m)^  - job_name: (\\S+)\\R(?:    .*\\R)*");
    private static final Pattern ABSENT = Pattern.compile("(?m)^ *or 0 \\* absent\\(up\\{job=\"([^\"]+)\"}\\)\\R");

    /** All jobs except that of the frontend. */
    static final ScrapeJobs WITHOUT_FRONTEND = new ScrapeJobs(job -> !job.equals(Frontend.ID));

    /** The jobs of the services, of the frontend and of these programs. */
    static ScrapeJobs of(Collection<StackProgram.Kind> programs) {
        var shop = Stream.concat(Arrays.stream(Service.values()).map(Service::id), Stream.of(Frontend.ID));
        var others = programs.stream().flatMap(program -> program.jobs().stream());
        Set<String> jobs = Stream.concat(shop, others).collect(Collectors.toUnmodifiableSet());
        return new ScrapeJobs(jobs::contains);
    }

    /** Removes the other jobs, and the lines of alerts that require them. */
    @Override
    public String ofFile(String text) {
        return remove(ABSENT, remove(JOB, text));
    }

    private String remove(Pattern block, String text) {
        return block.matcher(text)
                .replaceAll(found -> kept.test(found.group(1)) ? Matcher.quoteReplacement(found.group()) : "");
    }
}
