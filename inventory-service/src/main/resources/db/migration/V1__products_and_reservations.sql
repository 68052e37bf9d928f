create table products (
    id        text primary key,
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
    product_id text           not null references products,
    quantity   bigint         not null check (quantity > 0),
    unit_price numeric(12, 2) not null,
    primary key (order_id, product_id)
);
