package shop.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import shop.backends.process.BoundedWait;
import shop.local.chaos.FaultyProxy.Mode;
import shop.local.program.StartFailure;
import shop.local.shop.Service;

/** What breaks while customers order. */
enum Fault {
    KILLED_ORDER_SERVICE("`kill -9` of order-service", killed(Service.ORDER)),
    KILLED_USER_SERVICE("`kill -9` of user-service", killed(Service.USER)),
    KILLED_INVENTORY_SERVICE("`kill -9` of inventory-service", killed(Service.INVENTORY)),
    KILLED_TWO("`kill -9` of two services at once", Fault::killTwo),
    STOPPED_ORDER_SERVICE("SIGSTOP of order-service", stopped(Service.ORDER)),
    STOPPED_USER_SERVICE("SIGSTOP of user-service", stopped(Service.USER)),
    STOPPED_INVENTORY_SERVICE("SIGSTOP of inventory-service", stopped(Service.INVENTORY)),
    KILLED_POSTGRES("`kill -9` of PostgreSQL", Fault::killPostgres),
    STOPPED_POSTGRES("SIGSTOP of PostgreSQL", Fault::stopPostgres),
    KILLED_REDIS("`kill -9` of Redis", Fault::killRedis),
    EMPTIED_REDIS("Redis emptied", Fault::emptyRedis),
    LATE_NEIGHBOUR("neighbours answer after their timeout", neighbours(Mode.LATE)),
    GARBLED_NEIGHBOUR("neighbours answer with garbage", neighbours(Mode.GARBLING)),
    CUT_NEIGHBOUR("neighbours cut the connection after their work", neighbours(Mode.CUTTING)),
    KILLED_RELAY("relay killed between publish and mark", Fault::killRelay),
    REPEATED_EVENTS("events delivered five times more, out of order", Fault::repeatEvents),
    KILLED_TELEMETRY("telemetry receivers killed", telemetry(Mode.REFUSING)),
    HUNG_TELEMETRY("telemetry receivers hang", telemetry(Mode.HANGING)),
    TWO_REPLICAS("two replicas of every service, one killed", Fault::killOneOfTwo);

    private static final Duration LASTING = Duration.ofSeconds(10);
    private static final int LONGEST_DOWN_MILLIS = 3_000;
    private static final Duration PUBLISHING = Duration.ofMillis(500);
    private static final Duration CATCH_LIMIT = Duration.ofSeconds(30);
    private static final int EVENTS = 20;
    private static final int DELIVERIES = 5;

    private final String title;
    private final Strike strike;

    Fault(String title, Strike strike) {
        this.title = title;
        this.strike = strike;
    }

    /** Its name in the setting FAULT. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its row in the table. */
    String title() {
        return title;
    }

    boolean needsReplicas() {
        return this == TWO_REPLICAS;
    }

    /** Causes it. */
    Outage strike(ChaosShop shop, Random random) {
        return strike.run(shop, random);
    }

    private static Strike killed(Service... services) {
        return (shop, random) -> kill(shop, random, services);
    }

    private static Outage killTwo(ChaosShop shop, Random random) {
        var services = new ArrayList<>(List.of(Service.values()));
        services.remove(random.nextInt(services.size()));
        return kill(shop, random, services.toArray(Service[]::new));
    }

    private static Outage killOneOfTwo(ChaosShop shop, Random random) {
        return kill(shop, random, Service.values()[random.nextInt(Service.values().length)]);
    }

    private static Outage kill(ChaosShop shop, Random random, Service... services) {
        shop.kill(services);
        return new Outage(moment(random), () -> shop.restart(services));
    }

    private static Strike stopped(Service service) {
        return (shop, _) -> {
            shop.freeze(service);
            return new Outage(LASTING, () -> shop.thaw(service));
        };
    }

    private static Outage killPostgres(ChaosShop shop, Random random) {
        shop.postgres().kill();
        return new Outage(moment(random), shop.postgres()::resume);
    }

    private static Outage stopPostgres(ChaosShop shop, Random random) {
        shop.postgres().freeze();
        return new Outage(LASTING, shop.postgres()::thaw);
    }

    private static Outage killRedis(ChaosShop shop, Random random) {
        shop.redis().kill();
        return new Outage(moment(random), shop.redis()::resume);
    }

    private static Outage emptyRedis(ChaosShop shop, Random random) {
        try (var redis = shop.redis().connect()) {
            redis.send("FLUSHALL");
        }
        return Outage.OVER;
    }

    private static Strike neighbours(Mode mode) {
        return (shop, _) -> {
            shop.neighboursBecome(mode);
            return new Outage(LASTING, () -> shop.neighboursBecome(Mode.WORKING));
        };
    }

    private static Strike telemetry(Mode mode) {
        return (shop, _) -> {
            shop.telemetry().become(mode);
            return new Outage(LASTING, () -> shop.telemetry().become(Mode.WORKING));
        };
    }

    private static Outage killRelay(ChaosShop shop, Random random) {
        var isCaught = new BoundedWait(CATCH_LIMIT, PUBLISHING.dividedBy(10)).until(() -> killPublishingRelay(shop));
        if (!isCaught) {
            throw new StartFailure("The relay published no event while it could not mark one.");
        }
        return new Outage(moment(random), () -> shop.restart(Service.ORDER));
    }

    /**
     * Kills order-service while a lock of the outbox lets its relay read and publish, but not mark.
     *
     * @return false if there was nothing to publish when the lock was taken
     */
    private static boolean killPublishingRelay(ChaosShop shop) {
        var events = new Events(shop);
        try (var lock = shop.database(Service.ORDER)) {
            lock.execute("begin; lock table outbox in share mode");
            if (!BoundedWait.upTo(PUBLISHING).until(events::arePublishedButNotMarked)) {
                return false;
            }
            shop.kill(Service.ORDER);
        }
        // PostgreSQL might do it after the lock, for a client that is gone.
        if (!events.arePublishedButNotMarked()) {
            throw new StartFailure("The relay was killed, and its events are marked as published.");
        }
        return true;
    }

    private static Outage repeatEvents(ChaosShop shop, Random random) {
        var events = new Events(shop);
        var copies = new ArrayList<List<String>>();
        events.await(EVENTS).forEach(event -> copies.addAll(Collections.nCopies(DELIVERIES, event)));
        Collections.shuffle(copies, random);
        events.add(copies);
        return Outage.OVER;
    }

    private static Duration moment(Random random) {
        return Duration.ofMillis(random.nextInt(LONGEST_DOWN_MILLIS));
    }

    /**
     * A fault that has been caused.
     *
     * @param lasts until it is repaired
     */
    record Outage(Duration lasts, Runnable repair) {
        /** Nothing is to repair. */
        static final Outage OVER = new Outage(Duration.ZERO, () -> {});
    }

    private interface Strike {
        Outage run(ChaosShop shop, Random random);
    }
}
