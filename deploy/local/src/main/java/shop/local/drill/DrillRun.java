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
import shop.local.drill.Drill.Trail;
import shop.local.program.LogLine;
import shop.local.program.StartFailure;
import shop.local.shop.Service;
import shop.local.stack.Stack;
import shop.local.stack.api.DeadLettersApi;
import shop.local.stack.api.FaultsApi;
import shop.local.stack.api.MailpitApi.Mail;
import shop.local.stack.api.PrometheusApi.Alert;
import shop.local.traffic.BackgroundTraffic;
import shop.local.traffic.Traffic;

/** Runs one drill: causes the alert, follows it to the mail, finds its traces, and waits for its resolution. */
final class DrillRun implements AutoCloseable {
    // The longest range of a rule is 30 minutes, and 6 hours for those over hours.
    private static final Duration ALERT_LIMIT = Duration.ofMinutes(40);
    private static final Duration HOURS_LIMIT = Duration.ofHours(12);
    // Ends the fault even if this program is killed; the longest time that the services allow.
    private static final Duration FAULT_LASTS = Duration.ofHours(1);
    // For durations that are not compressed: requests, exports, mails.
    private static final Duration TOLERANCE = Duration.ofSeconds(45);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration TRAIL_LIMIT = Duration.ofSeconds(45);
    // Enough for every rule with a threshold, and few enough for Bugsink to accept every error.
    private static final double RATE = 5;
    private static final double READS_RATE = 25;

    private final Stack stack;
    private final Traffic traffic;
    private final Drill drill;
    private final Progress progress;
    // Mails before this instant belong to earlier alerts.
    private Instant since = Instant.now();
    private Optional<BackgroundTraffic> backgroundTraffic = Optional.empty();
    private Optional<String> scarce = Optional.empty();

    DrillRun(Stack stack, Traffic traffic, Drill drill, Progress progress) {
        this.stack = drill.hours() ? stack.accelerated() : stack;
        this.traffic = traffic;
        this.drill = drill;
        this.progress = progress;
    }

    /**
     * Causes the alert, waits for its mail, finds its traces, and removes the cause.
     *
     * @throws Missed if something did not happen in time
     */
    void fire() {
        traffic.stayLoggedIn();
        open();
        awaitCalm();
        backgroundTraffic.ifPresent(BackgroundTraffic::forgetTraces);
        try {
            begin();
            awaitAlert();
            backgroundTraffic.ifPresent(this::awaitTrails);
        } finally {
            end();
        }
        if (drill.hours()) {
            awaitFiringMail();
        }
    }

    @Override
    public void close() {
        backgroundTraffic.ifPresent(BackgroundTraffic::close);
    }

    private void open() {
        drill.load().ifPresent(kind -> {
            // The cache rules need many reads.
            var rate = kind == Traffic.Kind.READS ? READS_RATE : RATE;
            progress.step("load on", kind.name().toLowerCase(Locale.ROOT) + ", " + (int) rate + " a second");
            backgroundTraffic = Optional.of(BackgroundTraffic.of(traffic, kind, rate));
        });
    }

    /** An alert of an earlier drill or of a real fault would pass for this drill's. */
    private void awaitCalm() {
        // An alert over hours may be firing since the cold start.
        if (!drill.hasCause() || drill.hours()) {
            return;
        }
        await(
                limit(),
                "The alert " + drill.alert() + " was active before the drill and did not end within %s.",
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
            scarce = Optional.of(traffic.buyUpTo(pieces));
            progress.step("bought", "all but " + pieces + " pieces of " + scarce.get());
        });
    }

    private void end() {
        for (var fault : drill.faults()) {
            faults(fault).switchOff(fault.name());
            progress.step("fault off", fault.name() + " in " + fault.service());
        }
        drill.replay().ifPresent(this::replay);
        drill.stop().ifPresent(part -> {
            stack.start(part);
            progress.step("started", part);
        });
        scarce.ifPresent(product -> {
            traffic.restock(product);
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
                    "its rule has a range of days: after hours of traffic, this drill may be too short to fire it");
        }
        await(limit(), "No alert " + drill.alert() + " is pending in Prometheus after %s.", () -> alert().isPresent());
        alert().filter(alert -> !alert.isFiring()).ifPresent(alert -> progress.step("pending", labels(alert)));
        await(limit(), drill.alert() + " is pending, but not firing after %s.", this::isFiring);
        alert().ifPresent(alert -> since = alert.activeAt().isBefore(since) ? alert.activeAt() : since);
        alert().ifPresent(alert -> progress.step(
                "firing",
                labels(alert) + " in Prometheus: " + alert.annotations().getOrDefault("description", "")));
        // Without Alertmanager or the mailbox, the alert is visible only in Prometheus.
        if (drill.isInAlertDelivery()) {
            return;
        }
        await(
                TOLERANCE,
                drill.alert() + " is firing, but did not reach Alertmanager within %s.",
                () -> stack.alertmanager().has(drill.alert(), drill.expect()));
        progress.step("arrived", "at Alertmanager");
        // An inhibited alert is mailed once the other alert has ended.
        if (!drill.hours()) {
            awaitFiringMail();
        }
    }

    private void awaitFiringMail() {
        if (!drill.isMailed()) {
            return;
        }
        var mail = awaitMail("FIRING", "Alertmanager has " + drill.alert() + ", but sent no mail within %s.");
        progress.step("mailed", "\"" + mail.subject() + "\" " + stack.mailpit().page(mail));
    }

    /** Waits for one request that is found everywhere it should be. */
    private void awaitTrails(BackgroundTraffic backgroundTraffic) {
        var found = new AtomicReference<Map<Trail, String>>(Map.of());
        await(TRAIL_LIMIT, "No request leads by its trace id to " + names(drill.shows()) + " after %s.", () -> {
            for (var trace : backgroundTraffic.traces()) {
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

    /** What a trace id leads to, up to the first that is missing. */
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
                        // Prefers the error to other lines.
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
     * Waits for the alert's resolution, and its mail if one was sent.
     *
     * @throws Missed if it did not happen in time
     */
    void awaitResolved() {
        if (!drill.hasCause()) {
            return;
        }
        if (drill.hours()) {
            progress.step("waiting", "for its resolution, which takes hours in real time");
        }
        await(
                limit(drill.hours() ? HOURS_LIMIT : ALERT_LIMIT),
                drill.alert() + " is still firing %s after its cause was removed.",
                () -> alert().isEmpty());
        if (!drill.isMailed()) {
            progress.step("resolved", "in Prometheus");
            return;
        }
        var mail = awaitMail("RESOLVED", drill.alert() + " is resolved, but no mail reported it within %s.");
        progress.step("resolved", "\"" + mail.subject() + "\"");
    }

    /** @param status first word of the subject: FIRING or RESOLVED */
    private Mail awaitMail(String status, String fallback) {
        var mail = new AtomicReference<Mail>();
        await(limit(), fallback, () -> {
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
                // Prefers a firing alert to a pending one.
                .max(Comparator.comparing(Alert::isFiring));
    }

    private boolean isFiring() {
        return alert().filter(Alert::isFiring).isPresent();
    }

    /** The labels that distinguish alerts of the same name. */
    private static String labels(Alert alert) {
        return alert.labels().entrySet().stream()
                .filter(label -> !Set.of("alertname", "severity").contains(label.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(joining(" "));
    }

    /** Until none is left: a try that fails as its fault ends may make one more. */
    private void replay(String service) {
        var deadLetters = new DeadLettersApi(managementUrl(service));
        await(TOLERANCE, service + " has dead letters that it has not replayed after %s.", () -> {
            var replayed = deadLetters.replay();
            if (replayed > 0) {
                progress.step("replayed", replayed + " dead letters in " + service);
            }
            return replayed == 0;
        });
    }

    private FaultsApi faults(Fault fault) {
        return new FaultsApi(fault.service(), managementUrl(fault.service()));
    }

    private String managementUrl(String id) {
        var service = Arrays.stream(Service.values())
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new StartFailure("drills.yaml, " + drill.alert() + ": there is no service " + id + "."));
        return stack.shop().address(service).managementUrl();
    }

    private Duration limit() {
        return limit(ALERT_LIMIT);
    }

    private Duration limit(Duration limit) {
        return stack.time().compress(limit).plus(TOLERANCE);
    }

    private static void await(Duration limit, String fallback, BooleanSupplier condition) {
        var came = new BoundedWait(limit, PAUSE).until(() -> {
            try {
                return condition.getAsBoolean();
            } catch (UncheckedIOException e) {
                // No response at the moment.
                return false;
            }
        });
        if (!came) {
            throw new Missed(fallback.formatted(limit.toSeconds() + " s"));
        }
    }

    /** Receives the steps of a drill. */
    @FunctionalInterface
    interface Progress {
        /**
         * @param what the step in one or two words
         * @param details where to see it
         */
        void step(String what, String details);
    }

    /** Something did not happen in time. */
    static final class Missed extends RuntimeException {
        Missed(String message) {
            super(message);
        }
    }
}
