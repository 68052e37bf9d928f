package shop.local.signals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the text formats of Prometheus and of OpenMetrics into the same metrics. */
public final class MetricFamilies {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(\\{(.*?)\\})? (\\S+)(.*)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Set<String> OF_THE_TYPE = Set.of("le", "quantile");

    private MetricFamilies() {}

    /** @param service that exposes it */
    public static List<Metric> parse(String service, String text) {
        var families = new LinkedHashMap<String, Metric>();
        var helps = new LinkedHashMap<String, String>();
        Metric current = null;
        for (var line : text.lines().toList()) {
            var words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                helps.put(words[2], words.length > 3 ? words[3].strip() : "");
            } else if (line.startsWith("# TYPE ")) {
                current = metric(service, words[2], words[3].strip(), helps.getOrDefault(words[2], ""));
                families.put(current.name(), current);
            } else if (!line.startsWith("#") && !line.isBlank()) {
                add(line, current);
            }
        }
        return new ArrayList<>(families.values());
    }

    private static Metric metric(String service, String family, String type, String help) {
        // OpenMetrics names the family of a counter without the suffix of its samples.
        var name = type.equals("counter") && !family.endsWith("_total") ? family + "_total" : family;
        return new Metric(service, name, type, help, new LinkedHashSet<>(), new TreeMap<>(), new LinkedHashSet<>());
    }

    private static void add(String line, Metric metric) {
        var sample = SAMPLE.matcher(line);
        if (metric == null || !sample.matches() || !sample.group(1).startsWith(base(metric))) {
            throw new IllegalArgumentException("Not a sample of the metric above it: " + line);
        }
        var keys = new TreeSet<String>();
        var labels = LABEL.matcher(sample.group(3) == null ? "" : sample.group(3));
        while (labels.find()) {
            if (!OF_THE_TYPE.contains(labels.group(1))) {
                keys.add(labels.group(1));
                metric.values()
                        .computeIfAbsent(labels.group(1), _ -> new TreeSet<>())
                        .add(labels.group(2));
            }
        }
        metric.labels().add(keys);
        var exemplar = LABEL.matcher(sample.group(5));
        while (sample.group(5).contains(" # ") && exemplar.find()) {
            metric.exemplars().add(exemplar.group(1));
        }
    }

    private static String base(Metric metric) {
        return metric.name().replaceFirst("_total$", "");
    }

    /**
     * A metric as it is exposed.
     *
     * @param labels the sets of label names that occur, without {@code le} and {@code quantile}
     * @param values of each label
     * @param exemplars the labels of its exemplars
     */
    public record Metric(
            String service,
            String name,
            String type,
            String help,
            Set<Set<String>> labels,
            Map<String, Set<String>> values,
            Set<String> exemplars) {}
}
