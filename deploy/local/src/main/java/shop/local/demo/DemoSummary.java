package shop.local.demo;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import shop.local.otlp.OtlpReceiver;
import shop.local.shop.Account;
import shop.local.shop.Frontend;
import shop.local.shop.LocalShop;
import shop.local.shop.Service;
import shop.local.shop.ShopClient;
import shop.local.stack.Bugsink;
import shop.local.stack.StackProgram;

/** Prints the addresses and logins of the demo, and commands to try. */
final class DemoSummary {
    private final LocalShop localShop;
    private final Frontend frontend;
    private final OtlpReceiver receiver;
    private final Account customer;
    private final List<StackProgram.Kind> programs;

    DemoSummary(
            LocalShop localShop,
            Frontend frontend,
            OtlpReceiver receiver,
            Account customer,
            List<StackProgram.Kind> programs) {
        this.localShop = localShop;
        this.frontend = frontend;
        this.receiver = receiver;
        this.customer = customer;
        this.programs = programs;
    }

    void print(PrintStream out) {
        var places = places();
        var width = places.keySet().stream().mapToInt(String::length).max().orElse(0);
        out.println();
        out.println("Open " + frontend.url() + " in a browser.");
        out.println();
        places.forEach((name, place) -> out.printf("%-" + width + "s  %s%n", name, place));
        if (!programs.isEmpty()) {
            out.println();
            out.println("Programs built by `make programs` have no web pages, only APIs, except for Bugsink.");
        }
        out.println();
        out.println("Try it in another terminal:");
        out.println();
        commands().forEach(out::println);
        out.println();
        out.println("Ctrl-C stops everything.");
    }

    private Map<String, String> places() {
        var places = new LinkedHashMap<String, String>();
        for (var service : List.of(Service.ORDER, Service.USER, Service.INVENTORY)) {
            var address = localShop.address(service);
            places.put(
                    service.id(),
                    address.url() + "   metrics " + address.managementUrl() + "/metrics   health "
                            + address.managementUrl() + "/q/health/ready");
        }
        places.put("products", localShop.address(Service.INVENTORY).url() + "/products");
        programs.forEach(program -> places.put(program.id(), program.page()));
        places.put("traces as text", receiver.endpoint() + "/traces/TRACE-ID");
        places.put("errors", errors());
        places.put("Redis", localShop.redisUrl());
        places.put(
                "PostgreSQL",
                localShop.databaseUrl(Service.ORDER).substring("jdbc:".length()) + " (and users, inventory)");
        places.put("database login", credentials(localShop.databaseAccount()));
        places.put("logs", localShop.log(Service.ORDER).resolveSibling("*.log").toString());
        places.put("customer", credentials(customer));
        places.put("operator", credentials(localShop.operator()));
        return places;
    }

    private String errors() {
        if (Bugsink.isElsewhere()) {
            return "at SENTRY_DSN";
        }
        return programs.contains(StackProgram.Kind.BUGSINK)
                ? Bugsink.page("TRACE-ID").toString()
                : "in the logs; `" + Bugsink.INSTALL + "` adds a page for them";
    }

    private static String credentials(Account account) {
        return account.name() + "   password " + account.password();
    }

    /** Shell commands that log in, place an order and read its trace. */
    private List<String> commands() {
        return List.of(
                "TOKEN=$(curl -s " + localShop.address(Service.USER).url() + "/oauth/token -d grant_type=password"
                        + " -d username=" + customer.name() + " -d password=" + customer.password()
                        + " | sed 's/.*\"access_token\" *: *\"\\([^\"]*\\)\".*/\\1/')",
                "TRACE=$(curl -si " + localShop.address(Service.ORDER).url()
                        + "/orders -H \"Authorization: Bearer $TOKEN\""
                        + " -H 'Content-Type: application/json' -H 'baggage: " + ShopClient.KEEP_TRACE + "'"
                        + " -d '{\"type\":\"standard\",\"lines\":[{\"productId\":\"teapot\",\"quantity\":1}]}'"
                        + " | tee /dev/stderr | tr -d '\\r' | awk 'tolower($1) == \"x-trace-id:\" {print $2}')",
                "curl -s " + receiver.endpoint() + "/traces/$TRACE");
    }
}
