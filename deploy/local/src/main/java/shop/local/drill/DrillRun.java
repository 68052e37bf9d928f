package shop.local.drill;

import static java.util.stream.Collectors.joining;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import shop.backends.process.BoundedWait;
import shop.local.drill.Drill.Fault;
import shop.local.drill.Drill.Load;
import shop.local.drill.Drill.Trail;
import shop.local.program.LogLine;
import shop.local.program.StartFailure;
import shop.local.shop.Service;
import shop.local.stack.Stack;
import shop.local.stack.api.FaultsApi;
import shop.local.stack.api.MailpitApi.Mail;
import shop.local.stack.api.PrometheusApi.Alert;
import shop.local.traffic.BackgroundTraffic;
import shop.local.traffic.Traffic;

/** One drill: the fault, its alert all the way to the mail, what it can be found by, and its end. */
public final class DrillRun implements AutoCloseable {
    // The longest range that keeps an alert alive is 30 minutes, and 6 hours where its rule looks back over hours.
    private static final Duration ALERT_LIMIT = Duration.ofMinutes(40);
    private static final Duration HOURS_LIMIT = Duration.ofHours(12);
    // Ends it should this program be ended by force; the longest that a service takes.
    private static final Duration FAULT_LASTS = Duration.ofHours(1);
    // For what no factor divides: requests, exports, mails, and a busy machine.
    private static final Duration SLACK = Duration.ofSeconds(45);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration TRAIL_LIMIT = Duration.ofSeconds(45);
    // Enough for every rule that counts, and few enough that Bugsink takes every failed one.
    private static final double RATE = 5;
    private static final double READS_RATE = 25;

    private final Stack stack;
    private final Traffic shoppers;
    private final Drill drill;
    private final Progress progress;
    // From here on mails are about this drill, or about an alert that was there when it began.
    private Instant since = Instant.now();
    private Optional<BackgroundTraffic> visitors = Optional.empty();
    private Optional<String> scarce = Optional.empty();

    DrillRun(Stack stack, Traffic shoppers, Drill drill, Progress progress) {
        this.stack = drill.hours() ? stack.accelerated() : stack;
        this.shoppers = shoppers;
        this.drill = drill;
        this.progress = progress;
    }

    /**
     * From the fault to the mail and to what is found of it; then the fault is off and the part up again.
     *
     * @throws Missed where something did not come within its limit
     */
    void fire() {
        shoppers.stayLoggedIn();
        open();
        awaitCalm();
        visitors.ifPresent(BackgroundTraffic::forgetTraces);
        try {
            begin();
            awaitAlert();
            visitors.ifPresent(this::awaitTrails);
        } finally {
            end();
        }
        if (drill.hours()) {
            awaitFiringMail();
        }
    }

    @Override
    public void close() {
        visitors.ifPresent(BackgroundTraffic::close);
    }

    private void open() {
        if (drill.traffic() == Load.NONE) {
            return;
        }
        // A cache is judged by many reads.
        var rate = drill.traffic() == Load.READS ? READS_RATE : RATE;
        progress.step("load on", drill.traffic().name().toLowerCase(Locale.ROOT) + ", " + (int) rate + " a second");
        visitors = Optional.of(BackgroundTraffic.of(shoppers, visit(drill.traffic()), rate));
    }

    private static Traffic.Kind visit(Load load) {
        return switch (load) {
            case ORDERS -> Traffic.Kind.MIX;
            case READS -> Traffic.Kind.READS;
            case REFUSALS -> Traffic.Kind.REFUSALS;
            case NONE -> throw new IllegalArgumentException("nobody comes");
        };
    }

    /** The alert of a drill before this one, or of a real fault, would pass for ours. */
    private void awaitCalm() {
        // One that looks back over hours may be there since the shop was cold.
        if (!drill.hasCause() || drill.hours()) {
            return;
        }
        await(
                limit(),
                "The alert " + drill.alert() + " is there already, and did not end within %s.",
                () -> alert().isEmpty());
    }

    private void begin() {
        for (var fault : drill.faults()) {
            faults(fault).switchOn(fault.name(), fault.parameters(), FAULT_LASTS);
            progress.step("fault on", fault.toString());
        }
        drill.stop().ifPresent(part -> {
            progress.step("stopping", part);
            stack.stop(part);
        });
        drill.stock().ifPresent(pieces -> {
            scarce = Optional.of(shoppers.buyUpTo(pieces));
            progress.step("bought", "all but " + pieces + " pieces of " + scarce.get());
        });
    }

    private void end() {
        for (var fault : drill.faults()) {
            faults(fault).switchOff(fault.name());
            progress.step("fault off", fault.name() + " in " + fault.service());
        }
        drill.stop().ifPresent(part -> {
            stack.start(part);
            progress.step("started", part);
        });
        scarce.ifPresent(product -> {
            shoppers.restock(product);
            progress.step("restocked", product);
        });
        if (drill.isCausedByTraffic()) {
            close();
            progress.step("load off", "");
        }
    }

    private void awaitAlert() {
        if (drill.hours() && !stack.time().isCompressed()) {
            progress.step(
                    "waiting",
                    "its rule looks back over days: where the stack was busy for hours, this may be too little");
        }
        await(limit(), "No alert " + drill.alert() + " is pending in Prometheus after %s.", () -> alert().isPresent());
        alert().filter(alert -> !alert.isFiring()).ifPresent(alert -> progress.step("pending", labels(alert)));
        await(limit(), drill.alert() + " is pending, and not firing after %s.", this::isFiring);
        alert().ifPresent(alert -> since = alert.activeAt().isBefore(since) ? alert.activeAt() : since);
        alert().ifPresent(alert -> progress.step(
                "firing",
                labels(alert) + " in Prometheus: " + alert.annotations().getOrDefault("description", "")));
        // Where the receiver itself is down, Prometheus is where it shows.
        if (drill.isUnheard()) {
            return;
        }
        await(
                SLACK,
                drill.alert() + " is firing, and has not arrived at Alertmanager after %s.",
                () -> stack.alertmanager().has(drill.alert(), drill.expect()));
        progress.step("arrived", "at Alertmanager");
        // Where another alert speaks for it, its mail comes once that has ended.
        if (!drill.hours()) {
            awaitFiringMail();
        }
    }

    private void awaitFiringMail() {
        if (!drill.isMailed()) {
            return;
        }
        var mail = awaitMail("FIRING", "Alertmanager has " + drill.alert() + ", and no mail of it came after %s.");
        progress.step("mailed", "\"" + mail.subject() + "\" " + stack.mailpit().page(mail));
    }

    /** One request that is found in all the places. */
    private void awaitTrails(BackgroundTraffic visitors) {
        var found = new AtomicReference<Map<Trail, String>>(Map.of());
        await(TRAIL_LIMIT, "No request was found by its trace as " + names(drill.shows()) + " after %s.", () -> {
            for (var trace : visitors.traces()) {
                var trails = trails(trace);
                if (trails.keySet().equals(drill.shows())) {
                    found.set(trails);
                    return true;
                }
            }
            return drill.shows().isEmpty();
        });
        found.get().forEach((trail, where) -> progress.step(name(trail), where));
    }

    /** As many of a request's trails as are there, up to the first that is not. */
    private Map<Trail, String> trails(String trace) {
        var trails = new EnumMap<Trail, String>(Trail.class);
        for (var trail : drill.shows()) {
            var where = find(trail, trace);
            if (where.isEmpty()) {
                return trails;
            }
            trails.put(trail, where.get());
        }
        return trails;
    }

    private Optional<String> find(Trail trail, String trace) {
        return switch (trail) {
            case TRACE -> when(stack.jaeger().spans(trace) > 0, stack.jaeger().page(trace));
            case LOG ->
                stack.logLines(trace).stream()
                        // The error, where there are other lines beside it.
                        .min(Comparator.comparing(line -> !line.contains("\"ERROR\"")))
                        .map(LogLine::brief);
            case ERROR -> when(stack.bugsink().has(trace), stack.bugsink().page(trace));
        };
    }

    private static Optional<String> when(boolean isThere, URI page) {
        return isThere ? Optional.of(page.toString()) : Optional.empty();
    }

    private static String names(Set<Trail> trails) {
        return trails.stream().map(DrillRun::name).collect(joining(", "));
    }

    private static String name(Trail trail) {
        return trail.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Waits for the alert's end, by mail where somebody was mailed.
     *
     * @throws Missed where it did not come within its limit
     */
    void awaitResolved() {
        if (!drill.hasCause()) {
            return;
        }
        if (drill.hours()) {
            progress.step("waiting", "for its end, which takes hours in the rule's own time");
        }
        await(
                limit(drill.hours() ? HOURS_LIMIT : ALERT_LIMIT),
                drill.alert() + " is firing still, %s after its cause was removed.",
                () -> alert().isEmpty());
        if (!drill.isMailed()) {
            progress.step("resolved", "in Prometheus");
            return;
        }
        var mail = awaitMail("RESOLVED", drill.alert() + " is resolved, and no mail says so after %s.");
        progress.step("resolved", "\"" + mail.subject() + "\"");
    }

    /** @param status as the subject begins with it: FIRING or RESOLVED */
    private Mail awaitMail(String status, String otherwise) {
        var mail = new AtomicReference<Mail>();
        await(limit(), otherwise, () -> {
            stack.mailpit().since(since).stream()
                    .filter(candidate ->
                            candidate.says(status, drill.alert(), drill.expect().getOrDefault("job", "")))
                    .findFirst()
                    .ifPresent(mail::set);
            return mail.get() != null;
        });
        return mail.get();
    }

    private Optional<Alert> alert() {
        return stack.prometheus().alerts().stream()
                .filter(alert -> alert.is(drill.alert(), drill.expect()))
                // The firing one, where there are several.
                .max(Comparator.comparing(Alert::isFiring));
    }

    private boolean isFiring() {
        return alert().filter(Alert::isFiring).isPresent();
    }

    /** The labels that tell this alert from others of its name. */
    private static String labels(Alert alert) {
        return alert.labels().entrySet().stream()
                .filter(label -> !Set.of("alertname", "severity").contains(label.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(joining(" "));
    }

    private FaultsApi faults(Fault fault) {
        var service = Arrays.stream(Service.values())
                .filter(candidate -> candidate.id().equals(fault.service()))
                .findFirst()
                .orElseThrow(() -> new StartFailure(
                        "drills.yaml, " + drill.alert() + ": there is no service " + fault.service() + "."));
        return new FaultsApi(service.id(), stack.shop().address(service).managementUrl());
    }

    private Duration limit() {
        return limit(ALERT_LIMIT);
    }

    private Duration limit(Duration limit) {
        return stack.time().of(limit).plus(SLACK);
    }

    private static void await(Duration limit, String otherwise, BooleanSupplier condition) {
        var came = new BoundedWait(limit, PAUSE).until(() -> {
            try {
                return condition.getAsBoolean();
            } catch (UncheckedIOException e) {
                // No answer for the moment.
                return false;
            }
        });
        if (!came) {
            throw new Missed(otherwise.formatted(limit.toSeconds() + " s"));
        }
    }

    /** Is told what happens. */
    @FunctionalInterface
    public interface Progress {
        /**
         * @param what in a word or two
         * @param details where to look
         */
        void step(String what, String details);
    }

    /** Something did not come. */
    static final class Missed extends RuntimeException {
        Missed(String message) {
            super(message);
        }
    }
}
