-- Ids sort by their bytes, as in Java: who locks several products must do it in one order, whatever the locale.
create table products (
    id        text collate "C" primary key,
    name      text           not null,
    price     numeric(12, 2) not null check (price >= 0),
    available bigint         not null check (available >= 0)
);

create table reservations (
    order_id   uuid primary key,
    status     text        not null check (status in ('HELD', 'COMMITTED', 'RELEASED')),
    currency   text        not null,
    created_at timestamptz not null
);

create table reservation_lines (
    order_id   uuid           not null references reservations,
    product_id text collate "C" not null references products,
    quantity   bigint         not null check (quantity > 0),
    unit_price numeric(12, 2) not null,
    primary key (order_id, product_id)
);
