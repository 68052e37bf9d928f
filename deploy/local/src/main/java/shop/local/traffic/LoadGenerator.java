package shop.local.traffic;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import shop.local.load.Load;
import shop.local.load.Measurement;
import shop.local.program.EnvironmentSettings;
import shop.local.program.Interruptible;
import shop.local.program.StartFailure;
import shop.local.shop.Account;
import shop.local.shop.Service;
import shop.local.shop.Shop;

/** Sends steady traffic to a running shop until it is stopped, and prints one line a minute about the responses. */
public final class LoadGenerator {
    private static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);
    private static final int MAX_CONCURRENT_REQUESTS = 50;

    private LoadGenerator() {}

    /**
     * Reads LOAD_RATE (requests per second), USER_SERVICE_URL, INVENTORY_SERVICE_URL, ORDER_SERVICE_URL,
     * OPERATOR_EMAIL, and OPERATOR_PASSWORD or OPERATOR_PASSWORD_FILE.
     */
    public static void main(String[] arguments) {
        Interruptible.run(() -> run(System.getenv(), System.out));
    }

    private static void run(Map<String, String> environment, PrintStream out) {
        var rate = EnvironmentSettings.positive(environment, "LOAD_RATE", 5);
        try (var traffic = traffic(environment)) {
            out.println("Sending " + rate + " requests/s.");
            while (!Thread.currentThread().isInterrupted()) {
                traffic.stayLoggedIn();
                out.println(summary(Load.openLoop(rate, MAX_CONCURRENT_REQUESTS, REPORT_INTERVAL, traffic::next)));
            }
        }
    }

    static Traffic traffic(Map<String, String> environment) {
        var shop = shop(environment);
        try {
            return Traffic.of(shop);
        } catch (IllegalStateException e) {
            throw new StartFailure("The shop refuses the traffic, check OPERATOR_PASSWORD: " + e.getMessage());
        }
    }

    static Shop shop(Map<String, String> environment) {
        var addresses = new EnumMap<Service, Service.Address>(Service.class);
        for (var service : Service.values()) {
            var url = environment.get(service.name() + "_SERVICE_URL");
            addresses.put(service, url == null ? service.address() : service.address(url));
        }
        var operator = new Account(
                environment.getOrDefault("OPERATOR_EMAIL", "operator@shop.example"), operatorPassword(environment));
        return Shop.of(addresses::get, () -> operator);
    }

    private static String operatorPassword(Map<String, String> environment) {
        var password = environment.get("OPERATOR_PASSWORD");
        var file = environment.get("OPERATOR_PASSWORD_FILE");
        if (password == null && file == null) {
            throw new StartFailure("Set OPERATOR_PASSWORD, or OPERATOR_PASSWORD_FILE to a file that contains it.");
        }
        try {
            return password != null ? password : Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new StartFailure("Cannot read OPERATOR_PASSWORD_FILE: " + e.getMessage());
        }
    }

    static String summary(Measurement measurement) {
        return String.format(
                Locale.ROOT,
                "%.1f responses/s, p99 %d ms, by status %s, %d without a response",
                measurement.throughput(),
                measurement.latency(99).toMillis(),
                measurement.statuses(),
                measurement.failures());
    }
}
