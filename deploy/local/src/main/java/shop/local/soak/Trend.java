package shop.local.soak;

import java.util.List;
import java.util.Locale;
import shop.local.load.Ratios;

/**
 * A figure over time.
 *
 * @param slack growth that means nothing, in the unit of the figure
 * @param samples in order of time
 */
record Trend(String name, double slack, List<Double> samples) {
    private static final double TOLERANCE = 1.05;

    Trend {
        samples = List.copyOf(samples);
    }

    /** The median of the first third of the samples. */
    double first() {
        return median(samples.subList(0, third()));
    }

    /** The median of the last third of the samples. */
    double last() {
        return median(samples.subList(samples.size() - third(), samples.size()));
    }

    /** The most that the last third may have. */
    double limit() {
        return first() * TOLERANCE + slack;
    }

    boolean isFlat() {
        return last() <= limit();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %.1f | %s |",
                name,
                samples.size(),
                first(),
                last(),
                limit(),
                isFlat() ? "flat" : "**grows**");
    }

    private int third() {
        return (samples.size() + 2) / 3;
    }

    private static double median(List<Double> samples) {
        return new Ratios(samples).median();
    }
}
