package shop.local.benchmark.database;

import shop.backends.PostgresServer;

/** Rows that a shop has after years: written by SQL, because the services would need hours for them. */
public record Growth(int orders, int products, int users) {
    private static final String ID = "(lpad(to_hex(%s), 12, '0') || '70008000' || lpad(to_hex(%s), 12, '0'))::uuid";

    /** Fills the databases of a shop whose services have created the tables. */
    public void fill(PostgresServer server) {
        fill(server, "users", userRows());
        fill(server, "inventory", productRows() + reservationRows());
        fill(server, "orders", orderRows());
    }

    private static void fill(PostgresServer server, String name, String sql) {
        try (var database = DatabaseConnection.of(server, name)) {
            // Without foreign keys, which would be checked row by row.
            database.execute("set session_replication_role = replica;" + sql);
            // As autovacuum does after a while.
            database.execute("vacuum (analyze)");
            database.execute("checkpoint");
        }
    }

    private String userRows() {
        return """
                insert into users (id, email, name, role, status, password_hash, created_at)
                select %1$s, 'user-' || number || '@shop.example', 'Ada Lovelace', 'CUSTOMER',
                    case when number %% 100 = 0 then 'SUSPENDED' else 'ACTIVE' end, '-', now() - interval '1 year'
                from generate_series(1, %2$d) as number;
                """.formatted(user("number"), users);
    }

    private String productRows() {
        return """
                insert into products (id, name, price, available)
                select 'product-' || number, 'Porcelain mug ' || number, 1 + number %% 10000 / 100.0, 1000
                from generate_series(0, %d) as number;
                """.formatted(products - 1);
    }

    /** Of twenty orders, one is rejected and one cancelled; an order has two lines, of any two products. */
    private String reservationRows() {
        return """
                insert into reservations (order_id, status, currency, created_at)
                select id, case when number %% 20 < 2 then 'RELEASED' else 'COMMITTED' end, 'EUR', placed_at
                from (%1$s) placed;
                insert into reservation_lines (order_id, product_id, quantity, unit_price)
                select id, line.product_id, 1, 8.40
                from (%1$s) placed, lateral (values (product), (other_product)) as line (product_id)
                where number %% 20 <> 0;
                """.formatted(placed());
    }

    private String orderRows() {
        return """
                insert into orders (id, user_id, type, status, reason, total, currency, trace_id, created_at,
                    updated_at)
                select id, user_id, (array['STANDARD', 'EXPRESS', 'PICKUP'])[1 + number %% 3],
                    case number %% 20 when 0 then 'REJECTED' when 1 then 'CANCELLED' else 'CONFIRMED' end,
                    case number %% 20 when 0 then 'insufficient-stock' end,
                    case number %% 20 when 0 then 0 else 16.80 end, 'EUR', md5(number::text), placed_at,
                    placed_at
                from (%1$s) placed;
                insert into order_lines (order_id, position, product_id, quantity, unit_price)
                select id, line.position, line.product_id, 1, case when number %% 20 <> 0 then 8.40 end
                from (%1$s) placed, lateral (values (0, product), (1, other_product)) as line (position, product_id);
                """.formatted(placed());
    }

    /** The orders in the order of their ids, one every ten seconds. */
    private String placed() {
        return """
                select number, placed_at, %s as id, %s as user_id,
                    'product-' || number %% %4$d as product, 'product-' || (number + 1) %% %4$d as other_product
                from (
                    select number, timestamptz '2026-01-01' - (%3$d - number) * interval '10 seconds' as placed_at
                    from generate_series(1, %3$d) as number) numbered""".formatted(
                        ID.formatted("(extract(epoch from placed_at) * 1000)::bigint", "number"),
                        user("1 + number % " + users),
                        orders,
                        products);
    }

    private static String user(String number) {
        return ID.formatted("(" + number + ")::bigint", number);
    }
}
