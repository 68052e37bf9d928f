package shop.local.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongBiFunction;
import java.util.stream.IntStream;
import shop.local.load.Ratios;
import shop.local.shop.Service;

/** Measured starts as a Markdown table: medians, and the ratio to the jar's time to first response. */
final class FootprintTable {
    private static final double MEBIBYTE = 1 << 20;

    private final List<Start> starts;
    private final ToLongBiFunction<Service, Packaging> files;
    private final BiFunction<Service, Packaging, Optional<Long>> image;

    /**
     * @param starts in order of time
     * @param files size of a service's files in bytes
     * @param image size of a service's image in bytes, if there is one
     */
    FootprintTable(
            List<Start> starts,
            ToLongBiFunction<Service, Packaging> files,
            BiFunction<Service, Packaging, Optional<Long>> image) {
        this.starts = starts;
        this.files = files;
        this.image = image;
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add("| | first response, ms | ratio to the jar | RSS idle, MiB | RSS after load, MiB | files, MiB |"
                + " image, MiB |");
        lines.add("|---|---:|---|---:|---:|---:|---:|");
        for (var service : Service.values()) {
            Arrays.stream(Packaging.values())
                    .filter(form -> !of(service, form).isEmpty())
                    .forEach(form -> lines.add(row(service, form)));
        }
        return String.join("\n", lines);
    }

    private String row(Service service, Packaging form) {
        var measured = of(service, form);
        return String.format(
                Locale.ROOT,
                "| %s, %s | %.0f | %s | %.0f | %.0f | %.0f | %s |",
                service.id(),
                form,
                median(measured, FootprintTable::milliseconds),
                form == Packaging.JAR ? "1" : ratios(measured, of(service, Packaging.JAR)),
                median(measured, start -> start.idle() / MEBIBYTE),
                median(measured, start -> start.loaded() / MEBIBYTE),
                files.applyAsLong(service, form) / MEBIBYTE,
                image.apply(service, form)
                        .map(bytes -> String.format(Locale.ROOT, "%.0f", bytes / MEBIBYTE))
                        .orElse("–"));
    }

    private List<Start> of(Service service, Packaging form) {
        return starts.stream()
                .filter(start -> start.service() == service && start.form() == form)
                .toList();
    }

    /** Ratios of starts in the same run. */
    private static Ratios ratios(List<Start> measured, List<Start> jars) {
        return new Ratios(IntStream.range(0, measured.size())
                .mapToObj(i -> milliseconds(measured.get(i)) / milliseconds(jars.get(i)))
                .toList());
    }

    private static double median(List<Start> measured, ToDoubleFunction<Start> figure) {
        return new Ratios(measured.stream().map(figure::applyAsDouble).toList()).median();
    }

    private static double milliseconds(Start start) {
        return start.firstAnswer().toNanos() / 1e6;
    }

    /**
     * One start of a service.
     *
     * @param firstAnswer from the start of the process to the first 200
     * @param idle resident bytes some seconds later
     * @param loaded resident bytes after load
     */
    record Start(Service service, Packaging form, Duration firstAnswer, long idle, long loaded) {}
}
