package shop.local.load;

import java.util.List;
import java.util.Locale;

/** Ratios of paired measurements. */
public record Ratios(List<Double> values) {

    public Ratios {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no pair was measured");
        }
        values = values.stream().sorted().toList();
    }

    public double median() {
        var middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median(), values.getFirst(), values.getLast());
    }
}
