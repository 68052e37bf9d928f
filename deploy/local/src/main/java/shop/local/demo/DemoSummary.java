package shop.local.demo;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import shop.local.otlp.OtlpReceiver;
import shop.local.shop.Credentials;
import shop.local.shop.LocalShop;
import shop.local.shop.Service;
import shop.local.shop.ShopClient;
import shop.local.stack.Bugsink;
import shop.local.stack.StackProgram;

/** Says where everything is, and how to go on by hand. */
final class DemoSummary {
    private final LocalShop suite;
    private final OtlpReceiver receiver;
    private final Credentials customer;
    private final List<StackProgram.Kind> companions;

    DemoSummary(LocalShop suite, OtlpReceiver receiver, Credentials customer, List<StackProgram.Kind> companions) {
        this.suite = suite;
        this.receiver = receiver;
        this.customer = customer;
        this.companions = companions;
    }

    void print(PrintStream out) {
        var places = places();
        var width = places.keySet().stream().mapToInt(String::length).max().orElse(0);
        out.println();
        places.forEach((name, place) -> out.printf("%-" + width + "s  %s%n", name, place));
        out.println();
        out.println("Go on in another terminal:");
        out.println();
        commands().forEach(out::println);
        out.println();
        out.println("Ctrl-C stops everything.");
    }

    private Map<String, String> places() {
        var places = new LinkedHashMap<String, String>();
        for (var service : List.of(Service.ORDER, Service.USER, Service.INVENTORY)) {
            var address = suite.address(service);
            places.put(
                    service.id(),
                    address.url() + "   metrics " + address.managementUrl() + "/metrics   health "
                            + address.managementUrl() + "/q/health/ready");
        }
        places.put("products", suite.address(Service.INVENTORY).url() + "/products");
        companions.forEach(companion -> places.put(companion.id(), companion.page()));
        places.put("traces as text", receiver.endpoint() + "/traces/TRACE-ID");
        places.put("errors", errors());
        places.put("Redis", suite.redisUrl());
        places.put(
                "PostgreSQL", suite.databaseUrl(Service.ORDER).substring("jdbc:".length()) + " (and users, inventory)");
        places.put("its user", credentials(suite.databaseAccount()));
        places.put("logs", suite.log(Service.ORDER).resolveSibling("*.log").toString());
        places.put("customer", credentials(customer));
        places.put("operator", credentials(suite.operator()));
        return places;
    }

    private String errors() {
        if (Bugsink.isElsewhere()) {
            return "where SENTRY_DSN says";
        }
        return companions.contains(StackProgram.Kind.BUGSINK)
                ? Bugsink.page("TRACE-ID")
                : "in the logs; they get a page where `" + Bugsink.INSTALL + "` puts Bugsink on the PATH";
    }

    private static String credentials(Credentials account) {
        return account.name() + "   password " + account.password();
    }

    /** Three lines for a shell: log in, order, read the trace. */
    private List<String> commands() {
        return List.of(
                "TOKEN=$(curl -s " + suite.address(Service.USER).url() + "/oauth/token -d grant_type=password"
                        + " -d username=" + customer.name() + " -d password=" + customer.password()
                        + " | sed 's/.*\"access_token\" *: *\"\\([^\"]*\\)\".*/\\1/')",
                "TRACE=$(curl -si " + suite.address(Service.ORDER).url() + "/orders -H \"Authorization: Bearer $TOKEN\""
                        + " -H 'Content-Type: application/json' -H 'baggage: " + ShopClient.KEEP_TRACE + "'"
                        + " -d '{\"type\":\"standard\",\"lines\":[{\"productId\":\"teapot\",\"quantity\":1}]}'"
                        + " | tee /dev/stderr | tr -d '\\r' | awk 'tolower($1) == \"x-trace-id:\" {print $2}')",
                "curl -s " + receiver.endpoint() + "/traces/$TRACE");
    }
}
