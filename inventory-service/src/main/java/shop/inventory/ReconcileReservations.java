package shop.inventory;

import io.quarkus.redis.datasource.stream.XAddArgs;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;
import shop.defaults.BackgroundWork;
import shop.defaults.TimeOrderedIds;
import shop.defaults.events.Event;
import shop.defaults.events.EventPublisher;

/** Reports reservations that are held for too long to order-service, which sends the event of their order again. */
@Singleton
class ReconcileReservations {

    private static final Logger LOG = Logger.getLogger(ReconcileReservations.class);
    private static final String STREAM = "reservations";
    private static final int BATCH = 100;
    // What is trimmed is reported again.
    private static final XAddArgs LIMIT = new XAddArgs().maxlen(1_000L).nearlyExactTrimming();

    private final ReservationRepository reservations;
    private final EventPublisher events;
    private final TimeOrderedIds ids;
    private final BackgroundWork work;
    private final Clock clock;
    private final InventoryConfig config;

    ReconcileReservations(
            ReservationRepository reservations,
            EventPublisher events,
            TimeOrderedIds ids,
            BackgroundWork work,
            Clock clock,
            InventoryConfig config) {
        this.reservations = reservations;
        this.events = events;
        this.ids = ids;
        this.work = work;
        this.clock = clock;
        this.config = config;
    }

    @Scheduled(every = "${shop.reconcile-every}", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        work.run(this::reportAll);
    }

    private void reportAll() {
        var unresolved = reservations.heldSince(clock.instant().minus(config.heldAtMost()), BATCH);
        try {
            unresolved.forEach(this::report);
        } catch (RuntimeException e) {
            LOG.warnf("Reservations that are held for too long are not reported yet: %s", e);
        }
    }

    private void report(UUID orderId) {
        var data = JsonObject.of("orderId", orderId.toString()).encode();
        events.publish(STREAM, new Event(ids.next(), "ReservationUnresolved", clock.instant(), null, data), LIMIT);
        LOG.infof("Reported the reservation of order %s, which is held for too long", orderId);
    }
}
