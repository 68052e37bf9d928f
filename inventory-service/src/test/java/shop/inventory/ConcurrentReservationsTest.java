package shop.inventory;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import shop.defaults.Database;
import shop.inventory.Reservation.Requested;
import shop.inventory.Reservation.Status;
import shop.inventory.ReserveStock.OutOfStock;
import shop.inventory.ReserveStock.ReservationConflict;

/** Reservations, repetitions, commits, releases and restocks at the same time: a deadlock or a lost update fails. */
@ServiceTest
class ConcurrentReservationsTest {

    private static final int STOCK = 20;
    private static final int RESTOCKED = 10;
    private static final int ORDERS = 60;
    private static final int CALLERS = 16;

    @Inject
    ReserveStock reserveStock;

    @Inject
    SettleReservation settleReservation;

    @Inject
    ProductCatalog catalog;

    @Inject
    ReservationRepository reservations;

    @Inject
    Database database;

    private final Random random = new Random(7);

    @RepeatedTest(5)
    void keep_the_books_and_open_one_reservation_for_each_order() throws Exception {
        var products = IntStream.range(0, 4)
                .mapToObj(_ -> Shop.product("19.90", STOCK))
                .toList();
        var orders = IntStream.range(0, ORDERS).mapToObj(_ -> UUID.randomUUID()).toList();
        var calls = new ArrayList<Callable<List<UUID>>>();
        for (var order : orders) {
            var lines = lines(products);
            for (var repetition = 0; repetition < 3; repetition++) {
                calls.add(() -> opened(order, lines));
            }
            if (random.nextBoolean()) {
                calls.add(() -> released(order));
                calls.add(() -> released(order));
                calls.add(() -> committed(order));
            }
        }
        products.forEach(product -> IntStream.range(0, RESTOCKED).forEach(_ -> calls.add(() -> restocked(product))));
        Collections.shuffle(calls, random);

        var opened = new ArrayList<UUID>();
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            for (var call : callers.invokeAll(calls)) {
                opened.addAll(call.get());
            }
        }

        assertThat(opened).isNotEmpty().doesNotHaveDuplicates();
        var existing = orders.stream()
                .flatMap(order -> reservations.find(order).stream())
                .toList();
        assertThat(existing)
                .filteredOn(reservation -> !reservation.lines().isEmpty())
                .extracting(Reservation::orderId)
                .containsExactlyInAnyOrderElementsOf(opened);
        var held = existing.stream()
                .filter(reservation -> reservation.status() != Status.RELEASED)
                .flatMap(reservation -> reservation.lines().stream())
                .collect(groupingBy(Reservation.Line::productId, summingInt(line -> (int) line.quantity())));
        assertThat(products).allSatisfy(product -> {
            var available = available(product);
            assertThat(available).isNotNegative();
            assertThat(available + held.getOrDefault(product, 0)).isEqualTo(STOCK + RESTOCKED);
        });
    }

    /** Two products in any order. */
    private List<Requested> lines(List<String> products) {
        var shuffled = new ArrayList<>(products);
        Collections.shuffle(shuffled, random);
        return Stream.of(shuffled.getFirst(), shuffled.getLast())
                .map(product -> new Requested(product, 1 + random.nextInt(3)))
                .toList();
    }

    private List<UUID> opened(UUID order, List<Requested> lines) {
        try {
            return reserveStock.reserve(order, lines).isNew() ? List.of(order) : List.of();
        } catch (OutOfStock | ReservationConflict refusal) {
            return List.of();
        }
    }

    private List<UUID> released(UUID order) {
        settleReservation.release(order);
        return List.of();
    }

    private List<UUID> committed(UUID order) {
        reservations.commit(order);
        return List.of();
    }

    private List<UUID> restocked(String product) {
        catalog.restock(product, 1, Optional.empty());
        return List.of();
    }

    private int available(String product) {
        return database.query("select available from products where id = ?", row -> row.getInt(1), product)
                .getFirst();
    }
}
