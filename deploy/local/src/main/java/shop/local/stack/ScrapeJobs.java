package shop.local.stack;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shop.local.shop.Service;

/** Limits Prometheus to the jobs of running programs; others would fire the alert TargetMissing. */
record ScrapeJobs(Set<String> kept) implements StackProgram.Adaptation {
    private static final Pattern JOB = Pattern.compile("(?m)^  - job_name: (\\S+)\\R(?:    .*\\R)*");
    private static final Pattern ABSENT = Pattern.compile("(?m)^ *or 0 \\* absent\\(up\\{job=\"([^\"]+)\"}\\)\\R");

    /** The jobs of the services and of these programs. */
    static ScrapeJobs of(Collection<StackProgram.Kind> programs) {
        var services = Arrays.stream(Service.values()).map(Service::id);
        var others = programs.stream().flatMap(program -> program.jobs().stream());
        return new ScrapeJobs(Stream.concat(services, others).collect(Collectors.toUnmodifiableSet()));
    }

    /** Removes the other jobs, and the lines of alerts that require them. */
    @Override
    public String ofFile(String text) {
        return remove(ABSENT, remove(JOB, text));
    }

    private String remove(Pattern block, String text) {
        return block.matcher(text)
                .replaceAll(found -> kept.contains(found.group(1)) ? Matcher.quoteReplacement(found.group()) : "");
    }
}
