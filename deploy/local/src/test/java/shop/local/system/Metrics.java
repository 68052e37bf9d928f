package shop.local.system;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import shop.local.shop.Service;
import shop.local.shop.ShopClient;

/** The samples of one scrape of a service. */
record Metrics(List<Sample> samples) {
    static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

    private static final Pattern SAMPLE = Pattern.compile(
            "(?<name>[a-zA-Z_:][\\w:]*)(?<labels>\\{.*?\\})? (?<value>\\S+)(?: # \\{(?<exemplar>.*?)\\} .*)?");
    private static final Pattern TRACE_ID = Pattern.compile("trace_id=\"([0-9a-f]{32})\"");

    /** @param exemplar the trace id of its exemplar */
    record Sample(String name, String labels, BigDecimal value, Optional<String> exemplar) {}

    static Metrics of(ShopUnderTest shop, Service service) {
        return of(shop.client(), service);
    }

    static Metrics of(ShopClient client, Service service) {
        return parse(client.management(service, "/metrics", OPEN_METRICS)
                .expecting(200)
                .text());
    }

    static Metrics parse(String text) {
        return new Metrics(text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(Metrics::sample)
                .toList());
    }

    private static Sample sample(String line) {
        var sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new IllegalArgumentException("Not a sample: " + line);
        }
        var labels = Optional.ofNullable(sample.group("labels")).orElse("");
        var exemplar = Optional.ofNullable(sample.group("exemplar"))
                .map(TRACE_ID::matcher)
                .filter(found -> found.find())
                .map(found -> found.group(1));
        return new Sample(sample.group("name"), labels, value(sample.group("value")), exemplar);
    }

    private static BigDecimal value(String text) {
        return text.equals("NaN") || text.endsWith("Inf") ? BigDecimal.ZERO : new BigDecimal(text);
    }

    List<Sample> named(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    /** The only sample with all of these labels, each as {@code key="value"}. */
    Optional<Sample> sample(String name, String... labels) {
        return named(name).stream()
                .filter(sample -> List.of(labels).stream().allMatch(sample.labels()::contains))
                .findFirst();
    }

    BigDecimal total(String name) {
        return named(name).stream().map(Sample::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Set<String> exemplars(String name) {
        return named(name).stream()
                .flatMap(sample -> sample.exemplar().stream())
                .collect(Collectors.toSet());
    }

    /** Names and labels of the series whose number callers might increase. */
    Set<String> series() {
        return samples.stream().map(sample -> sample.name() + sample.labels()).collect(Collectors.toSet());
    }
}
