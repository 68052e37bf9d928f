package shop.frontend.health;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a service has counted up to one moment.
 *
 * @param at seconds since the epoch
 * @param buckets cumulative counts by upper limit in seconds
 */
record Sample(double at, double requests, double failures, Map<Double, Double> buckets) {

    private static final Pattern LIMIT = Pattern.compile("[{,]le=\"([^\"]+)\"");
    private static final double P95 = 0.95;

    /** @param metrics in Prometheus' text format */
    static Sample of(double at, String metrics) {
        var requests = 0d;
        var failures = 0d;
        var buckets = new TreeMap<Double, Double>();
        for (var line :
                metrics.lines().filter(each -> each.startsWith("http_request")).toList()) {
            var value = value(line);
            if (line.startsWith("http_request_duration_seconds_count")) {
                requests += value;
            } else if (line.startsWith("http_requests_total") && line.contains("status_code=\"5")) {
                failures += value;
            } else if (line.startsWith("http_request_duration_seconds_bucket")) {
                var limit = LIMIT.matcher(line);
                if (limit.find()) {
                    buckets.merge(seconds(limit.group(1)), value, Double::sum);
                }
            }
        }
        return new Sample(at, requests, failures, buckets);
    }

    /** A service that has restarted counts from 0 again. */
    boolean isBefore(Sample later) {
        return requests <= later.requests && failures <= later.failures;
    }

    double rateUntil(Sample later) {
        return (later.requests - requests) / (later.at - at);
    }

    /** NaN without a request in between. */
    double errorRatioUntil(Sample later) {
        return (later.failures - failures) / (later.requests - requests);
    }

    /** As {@code histogram_quantile()}: interpolated within the bucket; NaN without a request in between. */
    double p95Until(Sample later) {
        var wanted = P95 * (later.requests - requests);
        var below = 0d;
        var lower = 0d;
        for (var bucket : later.buckets.entrySet()) {
            var count = bucket.getValue() - buckets.getOrDefault(bucket.getKey(), 0d);
            if (count >= wanted && count > 0) {
                return Double.isInfinite(bucket.getKey())
                        ? lower
                        : lower + (bucket.getKey() - lower) * (wanted - below) / (count - below);
            }
            below = count;
            lower = bucket.getKey();
        }
        return Double.NaN;
    }

    /** The first number after the labels; in OpenMetrics, an exemplar may follow. */
    private static double value(String line) {
        return Double.parseDouble(line.substring(line.indexOf("} ") + 2).split(" ", 2)[0]);
    }

    private static double seconds(String limit) {
        return limit.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(limit);
    }
}
