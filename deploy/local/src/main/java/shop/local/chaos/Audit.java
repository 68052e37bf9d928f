package shop.local.chaos;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import shop.local.chaos.Ledger.Order;
import shop.local.chaos.Ledger.Purchase;
import shop.local.chaos.Ledger.Reservation;

/** Compares what customers were answered with the databases, and the databases with each other. */
final class Audit {
    private final Map<String, Stock> products;
    private final Ledger ledger;
    private final String currency;
    private final Map<String, List<String>> ordersByTrace;
    private final Set<String> lost = new TreeSet<>();
    private final Set<String> doubled = new TreeSet<>();
    private final Map<String, Long> oversold = new TreeMap<>();
    private final Set<String> differences = new TreeSet<>();

    private Audit(Map<String, Stock> products, Ledger ledger, String currency) {
        this.products = products;
        this.ledger = ledger;
        this.currency = currency;
        this.ordersByTrace = ledger.orders().entrySet().stream()
                .collect(groupingBy(order -> order.getValue().traceId(), mapping(Map.Entry::getKey, toList())));
    }

    /** @param summaries what each customer has bought, as user-service answers, by the customer's id */
    static Findings of(
            List<Placement> placements,
            Map<String, Summary> summaries,
            Map<String, Stock> products,
            Ledger ledger,
            String currency) {
        var audit = new Audit(products, ledger, currency);
        placements.forEach(audit::check);
        audit.checkTraces(placements);
        ledger.orders().forEach(audit::check);
        audit.checkOwners();
        audit.checkStock();
        summaries.forEach(audit::check);
        audit.checkEvents();
        return new Findings(audit.lost, audit.doubled, audit.oversold, audit.differences);
    }

    private void check(Placement placement) {
        var confirmations = placement.confirmations();
        var answered = confirmations.stream().map(Placement.Answer::orderId).collect(toCollection(TreeSet::new));
        var effective = effective(placement);
        answered.forEach(id -> checkAnswered(id, placement));
        checkStatuses(placement);
        var all = new TreeSet<>(effective);
        all.addAll(answered);
        if (all.size() > 1) {
            doubled.add("one order is confirmed as " + all);
        }
        if (placement.isKeyReused() && !all.isEmpty()) {
            doubled.add("order " + all + " has the key of another");
        }
        if (confirmations.stream().filter(answer -> !answer.isReplayed()).count() > 1) {
            doubled.add("order " + answered + " was answered twice as new");
        }
        if (confirmations.stream().map(Placement.Answer::body).distinct().count() > 1) {
            differences.add("order " + answered + " was answered differently for one key");
        }
        if (placement.isRefused() && !all.isEmpty()) {
            differences.add("order " + all + " was refused and is confirmed");
        }
    }

    /** A failure may be answered with 503; every other status says something about the order. */
    private void checkStatuses(Placement placement) {
        var expected = placement.isKeyReused()
                ? Set.of("idempotency-key-reused", "request-in-progress")
                : Set.of("insufficient-stock", "request-in-progress");
        placement.answers().stream()
                .filter(answer -> isWrong(answer.status()))
                .filter(answer -> !expected.contains(answer.problem()))
                .forEach(
                        answer -> differences.add("an order was answered " + answer.status() + " " + answer.problem()));
    }

    private static boolean isWrong(int status) {
        return status >= 400 && status != 503;
    }

    private Set<String> effective(Placement placement) {
        return placement.traces().stream()
                .flatMap(trace -> ordersByTrace.getOrDefault(trace, List.of()).stream())
                .filter(id -> ledger.orders().get(id).isEffective())
                .collect(toSet());
    }

    private void checkAnswered(String id, Placement placement) {
        var order = ledger.orders().get(id);
        var cancellations = placement.cancellations();
        if (order == null) {
            lost.add("order " + id + ", answered 201, does not exist");
        } else if (!order.is("CONFIRMED") && !(order.is("CANCELLED") && !cancellations.isEmpty())) {
            lost.add("order " + id + ", answered 201, is " + order.status());
        } else if (!order.lines().equals(placement.text())) {
            differences.add("order " + id + " has " + order.lines() + " instead of " + placement.text());
        }
        if (order != null && order.is("CONFIRMED") && cancellations.contains(200)) {
            lost.add("the cancellation of order " + id + ", answered 200");
        }
        cancellations.stream()
                .filter(Audit::isWrong)
                .forEach(status -> differences.add("the cancellation of order " + id + " was answered " + status));
    }

    private void checkTraces(List<Placement> placements) {
        var known = placements.stream()
                .flatMap(placement -> placement.traces().stream())
                .collect(toCollection(HashSet::new));
        ledger.orders().forEach((id, order) -> {
            if (!known.contains(order.traceId())) {
                differences.add("order " + id + " belongs to no request");
            }
        });
    }

    private void check(String id, Order order) {
        var reservation = ledger.reservations().getOrDefault(id, Reservation.NONE);
        var purchase = ledger.purchases().get(id);
        switch (order.status()) {
            case "CONFIRMED" -> {
                if (!reservation.equals(new Reservation("COMMITTED", order.lines()))) {
                    differences.add("order " + id + " is CONFIRMED with " + order.lines() + ", its reservation is "
                            + reservation.status() + " with " + reservation.lines());
                }
                checkPrice(id, order);
                if (purchase == null || !isOf(purchase, order)) {
                    differences.add("order " + id + " is CONFIRMED, its purchase is " + purchase);
                }
            }
            case "CANCELLED" -> {
                checkReleased(id, order, reservation);
                if (purchase == null || !purchase.isCancelled()) {
                    differences.add("order " + id + " is CANCELLED, its purchase is " + purchase);
                }
            }
            case "REJECTED" -> {
                checkReleased(id, order, reservation);
                if (purchase != null && !purchase.isCancelled()) {
                    differences.add("order " + id + " is REJECTED, its purchase is " + purchase);
                }
            }
            default -> differences.add("order " + id + " is " + order.status());
        }
    }

    private static boolean isOf(Purchase purchase, Order order) {
        return !purchase.isCancelled()
                && purchase.userId().equals(order.userId())
                && purchase.currency().equals(order.currency())
                && purchase.total().compareTo(order.total()) == 0;
    }

    private void checkReleased(String id, Order order, Reservation reservation) {
        if (reservation.holdsStock()) {
            differences.add("order " + id + " is " + order.status() + ", its reservation is " + reservation.status()
                    + " with " + reservation.lines());
        }
    }

    private void checkPrice(String id, Order order) {
        var total = Ledger.pieces(order.lines()).entrySet().stream()
                .map(line -> products.get(line.getKey()).price().multiply(BigDecimal.valueOf(line.getValue())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (order.total().compareTo(total) != 0 || !order.currency().equals(currency)) {
            differences.add("order " + id + " costs " + order.total() + " " + order.currency() + " instead of " + total
                    + " " + currency);
        }
    }

    private void checkOwners() {
        ledger.reservations().forEach((id, reservation) -> {
            if (reservation.holdsStock() && !ledger.orders().containsKey(id)) {
                differences.add("stock is reserved for order " + id + ", which does not exist");
            }
        });
        ledger.purchases().keySet().stream()
                .filter(id -> !ledger.orders().containsKey(id))
                .forEach(id -> differences.add("order " + id + " was purchased and does not exist"));
    }

    private void checkStock() {
        var reserved = new HashMap<String, Long>();
        ledger.reservations().values().stream()
                .filter(Reservation::holdsStock)
                .forEach(reservation -> add(reserved, reservation.lines()));
        var sold = new HashMap<String, Long>();
        ledger.orders().values().stream()
                .filter(order -> order.is("CONFIRMED"))
                .forEach(order -> add(sold, order.lines()));
        products.forEach((product, stock) -> {
            long available = ledger.available().getOrDefault(product, 0L);
            var held = reserved.getOrDefault(product, 0L);
            if (available < 0 || available + held != stock.supplied()) {
                differences.add(product + ": of " + stock.supplied() + " pieces " + available + " are available and "
                        + held + " reserved");
            }
            var more = available + sold.getOrDefault(product, 0L) - stock.supplied();
            if (more > 0) {
                oversold.put(product, more);
            }
        });
    }

    private static void add(Map<String, Long> pieces, String lines) {
        Ledger.pieces(lines).forEach((product, quantity) -> pieces.merge(product, quantity, Long::sum));
    }

    private void check(String userId, Summary summary) {
        var bought = ledger.orders().values().stream()
                .filter(order -> order.userId().equals(userId) && order.is("CONFIRMED"))
                .toList();
        var spent = bought.stream().map(Order::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (summary.orders() != bought.size() || summary.spent().compareTo(spent) != 0) {
            differences.add("user " + userId + " has bought " + bought.size() + " orders for " + spent + ", not "
                    + summary.orders() + " for " + summary.spent());
        }
    }

    private void checkEvents() {
        if (ledger.outbox() > 0) {
            differences.add(ledger.outbox() + " events are still in the outbox");
        }
        if (ledger.dead() > 0) {
            differences.add(ledger.dead() + " events are in orders.dead");
        }
    }

    /** What user-service answers about the purchases of a customer. */
    record Summary(long orders, BigDecimal spent) {}
}
